"""Relief and supplementary agreements, and what each would change."""
