-- Sold effects: the effect of each sales order and credit note on Omni's stock, and on COGS in its reconciliation, by the month end.
--
-- since: 2000-01
-- grain: one row for each sales order and credit note
-- key:   doc_type, ref_key
-- rule:  bridge.md#what-each-document-does-to-the-ledger
--        The ledger follows the reconciliation, because both take COGS from the same journal

with

reconciled as (
    select
        *,
        cast(case when cogs_date <= $period_end and not is_void then -coalesce(cogs, 0) else 0 end as decimal(18, 2)) as sohr_effect
    from sales_and_cogs
)

select
    *,
    omni_effect - sohr_effect as leg1
from reconciled
