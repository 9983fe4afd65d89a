"""Deposits a pack in a repository that speaks the records API of InvenioRDM, such as Zenodo."""
