-- Conditions met: whether each sales order and credit note without COGS meets, lacks or may skip each condition for COGS.
--
-- since: 2000-01
-- grain: one row for each sales order or credit note without COGS
-- key:   _landing, _line
-- rule:  cogs.md#conditions
--        `cogs_conditions` finds the first condition that fails

select
    sales_without_cogs._landing,
    sales_without_cogs._line,
    concat_ws(
        ';',
        case
            when listed.move_date is not null
                then
                    case when listed.doc_type = 'CN' then 'meets_completed|' else 'meets_dispatched|' end
                    || cast(listed.move_date as varchar)
            when listed.doc_type = 'CN' then 'lacks_completed'
            else 'lacks_dispatched'
        end,
        case
            when listed.acct_date is not null
                then
                    case when listed.doc_type = 'CN' then 'meets_credited|' else 'meets_invoiced|' end
                    || cast(listed.acct_date as varchar)
            when listed.doc_type = 'CN' then 'lacks_credited'
            else 'lacks_invoiced'
        end,
        case when sales_without_cogs.is_quantity_off then 'lacks_quantities' else 'meets_quantities' end,
        case when coalesce(listed.status, '') in ('IMPORTED', 'DO_NOT_IMPORT') then 'meets_status' else 'lacks_status' end,
        case
            when coalesce(listed.status, '') <> 'DO_NOT_IMPORT' then 'skips_batch'
            when sales_without_cogs.payment_batch_ref is not null then 'meets_batch'
            when sales_without_cogs.lacks_batches then 'unknown_batch'
            when settings_in_force.third_party_sales_poster then 'skips_batch'
            else 'lacks_batch'
        end,
        case
            when not sales_without_cogs.is_eligible then 'skips_cogs'
            when sales_without_cogs.cogs is null then 'lacks_cogs'
            else 'lacks_cost'
        end
    ) as conditions_code
from sales_without_cogs
inner join sales_documents as listed
    on listed._landing = sales_without_cogs._landing
    and listed._line = sales_without_cogs._line
cross join settings_in_force
