"""What headers and cells are called: fields, their spellings, the words for nothing."""
