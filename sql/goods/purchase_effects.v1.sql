-- Purchase effects: the amount of each purchase and supplier credit in the reconciliation by the month end, and whether it is compared with
-- the ledger.
--
-- since: 2000-01
-- grain: one row for each purchase or supplier credit
-- key:   doc_type, ref_key
-- rule:  bridge.md#what-each-document-does-to-the-reconciliation
--        The amount is the one in the reconciliation. If the reconciliation for the document's month has not been uploaded, it is the value
--        of the document once it is dated and synced

select
    documents.doc_type,
    documents.ref_key,
    cast(
        case
            when
                goods_listed.ref_key is not null
                or (late_syncs.ref_key is null and coalesce(compared_months.has_reconciliation, false))
                then coalesce(goods_listed.effect, 0)
            when documents.is_void or documents.is_draft or not documents.booked then 0
            when documents.status = 'IMPORTED' then coalesce(documents.value, 0)
            else 0
        end as decimal(18, 2)
    ) as sohr_effect,
    goods_posted.ref_key is not null
    or (
        case settings_in_force.inventory_method
            when 'periodic' then coalesce(compared_months.has_payables, false)
            else coalesce(compared_months.has_inventory and compared_months.has_reconciliation, false)
        end
        and coalesce(documents.acct_date <= ledger_ends.until, true)
    ) as is_compared
from documents
cross join settings_in_force
left join compared_months on compared_months.period = strftime(documents.acct_date, '%Y-%m')
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
where documents.doc_type in ('PO', 'SCN')
