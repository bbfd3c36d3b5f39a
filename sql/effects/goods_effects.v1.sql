-- Goods effects: what each purchase, supplier credit and adjustment does to stock, reconciliation and ledger by T.
--
-- since: 2000-01
-- grain: one row for each purchase, supplier credit or adjustment
-- key:   doc_type, ref_key
-- rule:  bridge.md#what-each-document-does-to-stock, bridge.md#what-each-document-does-to-the-reconciliation
--        `is_late`: it was synced late, so both openings since hold it, at Omni's amount. With periodic inventory, the ledger effect
--        is what payables were billed, less the tax that Omni shows

with

moved_entries as (
    -- What both sides hold under an order for its back order, too: taken from the one, given to the other.
    select ref_key, value as net from inherited_orders where is_listed_there
    union all
    select original_key as ref_key, -value as net from inherited_orders where is_listed_there
),

listings as (
    select
        case section
            when 'purchase_orders' then 'PO'
            when 'additional_costs' then 'PO'
            when 'supplier_credit_notes' then 'SCN'
            else 'ADJ'
        end as doc_type,
        ref_key,
        section,
        coalesce(debit, 0) - coalesce(credit, 0) as net,
        coalesce(compared_months.has_inventory, false) as has_inventory
    from stock_reconciliation_entries
    left join compared_months on compared_months.period = stock_reconciliation_entries.period
    where
        stock_reconciliation_entries.period <= $period
        and section in ('purchase_orders', 'additional_costs', 'supplier_credit_notes', 'stock_adjustments')
    union all
    select 'PO' as doc_type, ref_key, 'purchase_orders' as section, net, false as has_inventory
    from moved_entries
),

listed as (
    select
        doc_type,
        ref_key,
        sum(net) as effect,
        sum(case when section = 'additional_costs' then net else 0 end) as landed,
        max(case when has_inventory then 1 else 0 end) = 1 as has_ledger
    from listings
    group by
        doc_type,
        ref_key
),

postings as (
    select doc_type, ref_key, role, kind, net, is_in_month
    from ledger_matches
    where
        role in ('inventory', 'payable')
        and kind <> 'accrual'
        and doc_type in ('PO', 'SCN', 'ADJ')
    union all
    select 'PO' as doc_type, ref_key, 'inventory' as role, 'bill' as kind, net, false as is_in_month
    from moved_entries
),

posted as (
    select
        doc_type,
        ref_key,
        sum(case when role = 'inventory' then net end) as effect,
        sum(case when role = 'payable' then -net end) as billed,
        sum(case when role = 'inventory' and kind = 'journal' and doc_type = 'PO' then net else 0 end) as landed,
        max(case when is_in_month then 1 else 0 end) as in_month
    from postings
    group by
        doc_type,
        ref_key
),

billed as (
    select
        doc_type,
        ref_key,
        sum(copies) as bills,
        min(abs(copy)) as smallest_bill,
        max(abs(copy)) as largest_bill
    from posted_bills
    group by
        doc_type,
        ref_key
),

numbers as (
    -- An order and its back orders share the number of one supplier invoice: they count once, under the first.
    select
        documents.*,
        upper(trim(documents.supplier_inv_no)) as number,
        row_number() over (
            partition by documents.contact, upper(trim(documents.supplier_inv_no)), order_families.family
            order by documents.ref_key
        ) as of_family
    from documents
    inner join order_families on order_families.ref_key = documents.ref_key
    where
        documents.doc_type = 'PO'
        and documents.supplier_inv_no is not null
        and not documents.is_void
        and not documents.is_draft
),

twins as (
    -- The copy of a supplier's number that was never received; of two that were, the later one.
    select
        ref_key,
        doc_type
    from (
        select
            doc_type,
            ref_key,
            count(*) over (partition by contact, number) as copies,
            max(case when moved or booked then 1 else 0 end) over (partition by contact, number) as is_live,
            row_number() over (
                partition by contact, number
                order by
                    case when coalesce(qty_moved, 0) <> 0 or move_date is not null then 0 else 1 end desc,
                    created_date desc nulls first,
                    ref_key desc
            ) as nth
        from numbers
        where of_family = 1
    ) as copies
    where
        copies > 1
        and is_live = 1
        and nth = 1
),

measured as (
    select
        documents.*,
        listed.ref_key is not null as is_listed,
        late_syncs.synced_in,
        posted.ref_key is not null as is_posted,
        coalesce(billed.bills, 0) as bills,
        billed.smallest_bill,
        billed.smallest_bill * 2 >= billed.largest_bill as are_bills_alike,
        coalesce(posted.in_month, 0) = 1 as is_posted_in_month,
        twins.ref_key is not null as is_twin,
        inherited_orders.ref_key is not null as is_inherited,
        coalesce(inherited_orders.is_billed_there, false) as is_billed_there,
        coalesce(listed.landed, 0) as sohr_landed,
        coalesce(posted.landed, 0) as ledger_landed,
        cast(
            case
                when
                    listed.ref_key is not null
                    or (late_syncs.ref_key is null and coalesce(compared_months.has_reconciliation, false))
                    then coalesce(listed.effect, 0)
                when documents.is_void or documents.is_draft then 0
                when documents.doc_type = 'ADJ'
                    then
                        case
                            when
                                documents.moved and (documents.booked or adjustment_basis.basis = 'completed')
                                then coalesce(documents.value, 0)
                            else 0
                        end
                when not documents.booked then 0
                when documents.status = 'IMPORTED' then coalesce(documents.value, 0)
                else 0
            end as decimal(18, 2)
        ) as sohr_effect,
        cast(posted.effect as decimal(18, 2)) as posted_effect,
        (posted.ref_key is not null and (documents.doc_type <> 'ADJ' or settings_in_force.inventory_method = 'perpetual'))
        or (documents.doc_type = 'ADJ' and coalesce(listed.has_ledger, false))
        or case settings_in_force.inventory_method
            when 'periodic' then documents.doc_type <> 'ADJ' and coalesce(compared_months.has_payables, false)
            else coalesce(compared_months.has_inventory and compared_months.has_reconciliation, false)
        end and (posted.ref_key is not null or coalesce(documents.acct_date <= ledger_ends.until, true)) as is_compared,
        posted.billed
    from documents
    cross join settings_in_force
    cross join adjustment_basis
    left join compared_months
        on compared_months.period = strftime(
            case
                when documents.doc_type = 'ADJ' and adjustment_basis.basis = 'completed' then documents.move_date else documents.acct_date
            end,
            '%Y-%m'
        )
    left join ledger_ends on ledger_ends.period = strftime(documents.acct_date, '%Y-%m')
    left join late_syncs
        on late_syncs.doc_type = documents.doc_type
        and late_syncs.ref_key = documents.ref_key
    left join listed
        on listed.doc_type = documents.doc_type
        and listed.ref_key = documents.ref_key
    left join posted
        on posted.doc_type = documents.doc_type
        and posted.ref_key = documents.ref_key
    left join billed
        on billed.doc_type = documents.doc_type
        and billed.ref_key = documents.ref_key
    left join twins
        on twins.doc_type = documents.doc_type
        and twins.ref_key = documents.ref_key
    left join inherited_orders
        on documents.doc_type = 'PO'
        and inherited_orders.ref_key = documents.ref_key
    where documents.doc_type in ('PO', 'SCN', 'ADJ')
)

select
    measured.* exclude (posted_effect, billed),
    measured.synced_in is not null and measured.posted_effect is null
    and not coalesce(listed_states.is_draft_there or listed_states.is_void_there, false) as is_late,
    cast(
        coalesce(
            measured.posted_effect,
            case
                when measured.sohr_effect = 0 then measured.billed
                else measured.sohr_effect + measured.billed - measured.amount_incl
            end,
            case
                when
                    measured.synced_in is not null
                    and not coalesce(listed_states.is_draft_there or listed_states.is_void_there, false)
                    then measured.sohr_effect
            end,
            0
        ) as decimal(18, 2)
    ) as ledger_effect,
    coalesce(listed_states.is_draft_there, false) as is_draft_there,
    coalesce(listed_states.is_void_there, false) as is_void_there,
    coalesce(listed_states.is_live_there, false) as is_live_there,
    coalesce(listed_states.is_dated_later, false) as is_dated_later,
    listed_states.ref_key is null
    and packages.keeps_drafts and settings_in_force.upload_state = 'draft' as expects_drafts,
    coalesce(coalesce(listed_states.currency, measured.currency) <> settings_in_force.currency, false) as is_foreign
from measured
cross join settings_in_force
inner join packages on packages.code = settings_in_force.package
left join listed_states
    on listed_states.side = 'bills'
    and listed_states.ref_key = measured.ref_key
    and measured.doc_type in ('PO', 'SCN')
