-- Adjustment effects: the amount of each stock adjustment in the reconciliation by the month end, and whether it is compared with the
-- ledger.
--
-- since: 2000-01
-- grain: one row for each stock adjustment
-- key:   doc_type, ref_key
-- rule:  posting.md#adjustments, bridge.md#what-each-document-does-to-the-reconciliation
--        The amount is the one in the reconciliation. If the reconciliation for the adjustment's month has not been uploaded, it is the
--        value of the adjustment once it is completed and, if `adjustment_basis` is the accounting date, also dated. Under periodic
--        inventory, only adjustments that a reconciliation lists are compared

select
    documents.doc_type,
    documents.ref_key,
    cast(
        case
            when
                goods_listed.ref_key is not null
                or (late_syncs.ref_key is null and coalesce(compared_months.has_reconciliation, false))
                then coalesce(goods_listed.effect, 0)
            when documents.is_void or documents.is_draft or not documents.moved then 0
            when documents.booked or adjustment_basis.basis = 'completed' then coalesce(documents.value, 0)
            else 0
        end as decimal(18, 2)
    ) as sohr_effect,
    coalesce(goods_listed.has_ledger, false)
    or (
        settings_in_force.inventory_method = 'perpetual'
        and (
            goods_posted.ref_key is not null
            or (
                coalesce(compared_months.has_inventory and compared_months.has_reconciliation, false)
                and coalesce(documents.acct_date <= ledger_ends.until, true)
            )
        )
    ) as is_compared
from documents
cross join settings_in_force
cross join adjustment_basis
left join compared_months
    on compared_months.period = strftime(
        case when adjustment_basis.basis = 'completed' then documents.move_date else documents.acct_date end,
        '%Y-%m'
    )
left join ledger_ends on ledger_ends.period = strftime(documents.acct_date, '%Y-%m')
left join late_syncs
    on late_syncs.doc_type = documents.doc_type
    and late_syncs.ref_key = documents.ref_key
left join goods_listed
    on goods_listed.doc_type = documents.doc_type
    and goods_listed.ref_key = documents.ref_key
left join goods_posted
    on goods_posted.doc_type = documents.doc_type
    and goods_posted.ref_key = documents.ref_key
where documents.doc_type = 'ADJ'
