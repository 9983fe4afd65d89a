"""The processes that hold a release and answer queries under limits."""
