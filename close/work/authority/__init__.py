"""Acts that change roles and signing rules, and the proposals of files that an administrator decides about."""
