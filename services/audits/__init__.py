"""One scored call: logged, scored as if, told in moments; audits made by others."""
