-- Sold effects: the effect of each sales order and credit note on Omni's stock, less its effect on COGS in the reconciliation, by the month
-- end.
--
-- since: 2000-01
-- grain: one row for each order or credit note whose two effects differ, or that is not both moved, booked and imported
-- key:   doc_type, ref_key
-- rule:  bridge.md#what-each-document-does-to-the-ledger, movements.md#dates-of-part-movements
--        `leg1` is the difference. The ledger follows the reconciliation, because both take COGS from the same journal

with

reconciled_sales as (
    select
        documents.doc_type,
        documents.ref,
        documents.ref_key,
        documents.contact,
        documents.move_date,
        documents.acct_date,
        documents.status,
        documents.qty_moved,
        documents.value,
        documents.amount,
        documents.amount_incl,
        documents.sales_reference,
        documents.lacks_sales_reference,
        documents.is_void,
        documents.is_draft,
        documents.moved,
        documents.booked,
        documents.is_quantity_off,
        documents.qty_by_end,
        documents.part_date,
        unmoved_sales.ref_key is not null as is_unmoved,
        documents.dataset,
        documents._landing,
        documents._line,
        case when unmoved_sales.ref_key is null then documents.omni_effect else 0 end as omni_effect,
        cast(
            case when sale_costs.cogs_date <= $period_end and not documents.is_void then -coalesce(sale_costs.cogs, 0) else 0 end
            as decimal(18, 2)
        ) as sohr_effect
    from documents
    left join sale_costs on sale_costs.ref_key = documents.ref_key
    left join unmoved_sales
        on unmoved_sales.ref_key = documents.ref_key
        and documents.doc_type = 'SO'
    where documents.doc_type in ('SO', 'CN')
)

select
    *,
    omni_effect - sohr_effect as leg1
from reconciled_sales
where
    omni_effect <> sohr_effect
    or not moved
    or not booked
    or coalesce(status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
    or is_unmoved
