"""Runs the recognisers in their order and puts their finds together."""
