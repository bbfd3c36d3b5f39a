-- Sales without COGS: orders and credit notes that moved or were booked by the period end but whose COGS is blank or zero.
--
-- since: 2000-01
-- grain: one row for each sales order or credit note without COGS
-- key:   doc_type, ref_key
-- rule:  cogs.md#blank-and-zero, cogs.md#conditions
--        `failing_condition` is the first condition that fails

with

blank_sales as (
    select
        *,
        failing_condition is null as is_eligible
    from sales_and_cogs
    where
        has_cogs_row
        and (moved or booked)
        and not is_void
        and not is_refund_only
        and coalesce(cogs, 0) = 0
)

select
    * exclude (failing_condition),
    coalesce(failing_condition, case when cogs = 0 then 'eligible_but_zero' else 'eligible_but_blank' end) as failing_condition
from blank_sales
where not (is_eligible and cogs_period < file_period)
