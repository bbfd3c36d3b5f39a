-- Goods effects: the effect of each purchase, supplier credit and adjustment on stock, the reconciliation and the ledger by the month end.
--
-- since: 2000-01
-- grain: one row for each purchase, supplier credit or adjustment
-- key:   doc_type, ref_key
-- rule:  bridge.md#what-each-document-does-to-the-reconciliation, bridge.md#what-each-document-does-to-the-ledger,
--        posting.md#adjustments, posting.md#late-syncs
--        `sohr_effect` is the amount in the reconciliation. If the reconciliation for the document's month has not been uploaded, it is
--        Omni's amount once the reconciliation should list the document (`is_due`). A document that was synced late (`is_late`) has been
--        in both opening balances since then, at Omni's amount. Under periodic inventory, the ledger amount is the amount billed to
--        payables less the tax that Omni shows, and only adjustments that a reconciliation lists are compared

with

known as (
    select
        documents.doc_type,
        documents.ref,
        documents.ref_key,
        documents.contact,
        documents.created_date,
        documents.move_date,
        documents.acct_date,
        documents.status,
        documents.qty_moved,
        documents.value,
        documents.amount,
        documents.amount_incl,
        documents.supplier_inv_no,
        documents.lacks_number,
        documents.landing_costs,
        documents.is_void,
        documents.is_draft,
        documents.moved,
        documents.booked,
        documents.is_open_auto,
        documents.is_quantity_off,
        documents.part_date,
        documents.omni_effect,
        documents.lacks_value,
        documents.dataset,
        documents._landing,
        documents._line,
        documents.doc_type = 'ADJ' as is_adjustment,
        settings_in_force.inventory_method = 'perpetual' as is_perpetual,
        case
            when documents.is_void or documents.is_draft then false
            when documents.doc_type = 'ADJ' then documents.moved and (documents.booked or adjustment_basis.basis = 'completed')
            else documents.booked and coalesce(documents.status = 'IMPORTED', false)
        end as is_due,
        coalesce(compared_months.has_reconciliation, false) as has_reconciliation,
        coalesce(compared_months.has_payables, false) as has_payables,
        coalesce(compared_months.has_inventory and compared_months.has_reconciliation, false) as has_both,
        coalesce(documents.acct_date <= ledger_ends.until, true) as is_in_ledger_file,
        goods_listed.ref_key is not null as is_listed,
        coalesce(goods_listed.has_ledger, false) as is_listed_with_ledger,
        goods_listed.effect as listed_effect,
        coalesce(goods_listed.landed, 0) as sohr_landed,
        goods_posted.ref_key is not null as is_posted,
        goods_posted.effect as posted_effect,
        goods_posted.billed,
        coalesce(goods_posted.landed, 0) as ledger_landed,
        coalesce(goods_bills.bills, 0) as bills,
        goods_bills.smallest_bill,
        goods_bills.are_bills_alike,
        twin_orders.ref_key is not null as is_twin,
        inherited_orders.ref_key is not null as is_inherited,
        coalesce(inherited_orders.is_billed_there, false) as is_billed_there,
        late_syncs.synced_in,
        coalesce(listed_states.is_draft_there, false) as is_draft_there,
        coalesce(listed_states.is_void_there, false) as is_void_there,
        coalesce(listed_states.is_live_there, false) as is_live_there,
        coalesce(listed_states.is_dated_later, false) as is_dated_later,
        listed_states.ref_key is null
        and packages.keeps_drafts and settings_in_force.upload_state = 'draft' as expects_drafts,
        coalesce(coalesce(listed_states.currency, documents.currency) <> settings_in_force.currency, false) as is_foreign
    from documents
    cross join settings_in_force
    cross join adjustment_basis
    inner join packages on packages.code = settings_in_force.package
    left join compared_months
        on compared_months.period = strftime(
            case
                when documents.doc_type = 'ADJ' and adjustment_basis.basis = 'completed' then documents.move_date
                else documents.acct_date
            end,
            '%Y-%m'
        )
    left join ledger_ends on ledger_ends.period = strftime(documents.acct_date, '%Y-%m')
    left join goods_listed
        on goods_listed.doc_type = documents.doc_type
        and goods_listed.ref_key = documents.ref_key
    left join goods_posted
        on goods_posted.doc_type = documents.doc_type
        and goods_posted.ref_key = documents.ref_key
    left join goods_bills
        on goods_bills.doc_type = documents.doc_type
        and goods_bills.ref_key = documents.ref_key
    left join twin_orders
        on documents.doc_type = 'PO'
        and twin_orders.ref_key = documents.ref_key
    left join inherited_orders
        on documents.doc_type = 'PO'
        and inherited_orders.ref_key = documents.ref_key
    left join late_syncs
        on late_syncs.doc_type = documents.doc_type
        and late_syncs.ref_key = documents.ref_key
    left join listed_states
        on listed_states.side = 'bills'
        and listed_states.ref_key = documents.ref_key
        and documents.doc_type in ('PO', 'SCN')
    where documents.doc_type in ('PO', 'SCN', 'ADJ')
),

reconciled as (
    select
        known.*,
        cast(
            case
                when is_listed or (synced_in is null and has_reconciliation) then coalesce(listed_effect, 0)
                when is_due then case when lacks_value then value else coalesce(value, 0) end
                else 0
            end as decimal(18, 2)
        ) as sohr_effect,
        case
            when is_adjustment then is_listed_with_ledger or (is_perpetual and (is_posted or (has_both and is_in_ledger_file)))
            when is_perpetual then is_posted or (has_both and is_in_ledger_file)
            else is_posted or (has_payables and is_in_ledger_file)
        end as is_compared,
        synced_in is not null and posted_effect is null and not is_draft_there and not is_void_there as is_late
    from known
),

posted as (
    select
        * exclude (
            is_adjustment, is_perpetual, is_due, has_reconciliation, has_payables, has_both, is_in_ledger_file, is_listed_with_ledger,
            listed_effect, posted_effect, billed, lacks_value
        ),
        cast(
            coalesce(
                posted_effect,
                case when sohr_effect = 0 then billed else sohr_effect + billed - amount_incl end,
                case when is_late then sohr_effect else 0 end
            ) as decimal(18, 2)
        ) as ledger_effect
    from reconciled
)

select
    *,
    omni_effect - sohr_effect as leg1,
    case when is_compared then sohr_effect - ledger_effect else 0 end as leg2
from posted
