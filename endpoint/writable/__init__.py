"""The role that tries data in a store one may write to, before a release."""
