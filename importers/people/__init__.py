"""People lists 人员名单: a roster, roster changes and lists of training records, from a file to rows."""
