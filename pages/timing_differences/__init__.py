"""Timing differences, missing fields, and the accrual journal that bridges them."""
