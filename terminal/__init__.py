"""What the command line is made of beside its verbs: options, the open house, output."""
