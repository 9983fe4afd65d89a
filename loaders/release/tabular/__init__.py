"""Tables made from the dataset, each from one declaration, with metadata in three vocabularies."""
