-- Goods effects: the effect of each purchase, supplier credit and adjustment on stock, the reconciliation and the ledger by the month end.
--
-- since: 2000-01
-- grain: one row for each purchase, supplier credit or adjustment
-- key:   doc_type, ref_key
-- rule:  bridge.md#what-each-document-does-to-the-ledger, posting.md#late-syncs
--        A document that was synced late (`is_late`) has been in both opening balances since then, at Omni's amount. Under periodic
--        inventory, the ledger amount is the amount billed to payables less the tax that Omni shows

with

effects as (
    select doc_type, ref_key, sohr_effect, is_compared
    from purchase_effects
    union all
    select doc_type, ref_key, sohr_effect, is_compared
    from adjustment_effects
),

known as (
    select
        documents.*,
        effects.sohr_effect,
        effects.is_compared,
        goods_listed.ref_key is not null as is_listed,
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
    from effects
    inner join documents
        on documents.doc_type = effects.doc_type
        and documents.ref_key = effects.ref_key
    cross join settings_in_force
    inner join packages on packages.code = settings_in_force.package
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
),

dated as (
    select
        *,
        synced_in is not null and posted_effect is null and not is_draft_there and not is_void_there as is_late
    from known
),

posted as (
    select
        * exclude (posted_effect, billed),
        cast(
            coalesce(
                posted_effect,
                case when sohr_effect = 0 then billed else sohr_effect + billed - amount_incl end,
                case when is_late then sohr_effect else 0 end
            ) as decimal(18, 2)
        ) as ledger_effect
    from dated
)

select
    *,
    omni_effect - sohr_effect as leg1,
    case when is_compared then sohr_effect - ledger_effect else 0 end as leg2
from posted
