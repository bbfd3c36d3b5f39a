-- Listed effects: the reconciliation and ledger amounts of each document that appears only in the reconciliation.
--
-- since: 2000-01
-- grain: one row for each document that appears only in the reconciliation
-- key:   doc_type, ref_key
-- rule:  posting.md#documents-only-the-reconciliation-names
--        Only months for which both the reconciliation and the ledger have been uploaded are included

with

reconciled as (
    select
        case section
            when 'supplier_credit_notes' then 'SCN'
            when 'stock_adjustments' then 'ADJ'
            else 'PO'
        end as doc_type,
        stock_reconciliation_entries.ref_key,
        sum(coalesce(debit, 0) - coalesce(credit, 0)) as effect,
        sum(case when section = 'additional_costs' then coalesce(debit, 0) - coalesce(credit, 0) else 0 end) as landed
    from stock_reconciliation_entries
    inner join compared_months
        on compared_months.period = stock_reconciliation_entries.period
        and compared_months.has_reconciliation
        and compared_months.has_inventory
    where section in ('purchase_orders', 'additional_costs', 'supplier_credit_notes', 'stock_adjustments')
    group by 1, 2
),

posted as (
    select
        ledger_matches.doc_type,
        ledger_matches.ref_key,
        count(*) as entries,
        sum(ledger_matches.net) as effect,
        sum(case when ledger_matches.kind = 'journal' then ledger_matches.net else 0 end) as landed
    from ledger_matches
    inner join compared_months
        on compared_months.period = ledger_matches.period
        and compared_months.has_reconciliation
    where ledger_matches.role = 'inventory'
    group by
        ledger_matches.doc_type,
        ledger_matches.ref_key
),

measured as (
    select
        listed_documents.*,
        coalesce(posted.entries, 0) as entries,
        cast(coalesce(reconciled.landed, 0) as decimal(18, 2)) as sohr_landed,
        cast(coalesce(posted.landed, 0) as decimal(18, 2)) as ledger_landed,
        cast(coalesce(reconciled.effect, 0) as decimal(18, 2)) as sohr_effect,
        cast(coalesce(posted.effect, 0) as decimal(18, 2)) as ledger_effect
    from listed_documents
    left join reconciled
        on reconciled.doc_type = listed_documents.doc_type
        and reconciled.ref_key = listed_documents.ref_key
    left join posted
        on posted.doc_type = listed_documents.doc_type
        and posted.ref_key = listed_documents.ref_key
    where
        not exists (
            -- The document report lists it as well, but its row cannot be read.
            select 1
            from unreadable_rows
            where unreadable_rows.ref_key = listed_documents.ref_key
        )
)

select
    measured.doc_type,
    measured.ref,
    measured.ref_key,
    measured.acct_date,
    measured.effect as value,
    measured.effect as amount,
    measured.effect as amount_incl,
    true as booked,
    false as is_void,
    false as is_draft,
    false as is_open_auto,
    true as is_listed,
    measured.entries > 0 as is_posted,
    case when measured.sohr_effect = measured.sohr_landed then 1 else measured.entries end as bills,  -- a landed cost needs no bill
    cast(null as decimal(18, 2)) as smallest_bill,
    false as are_bills_alike,
    measured.sohr_landed,
    measured.ledger_landed,
    coalesce(listed_states.is_draft_there, false) as is_draft_there,
    coalesce(listed_states.is_void_there, false) as is_void_there,
    coalesce(listed_states.is_live_there, false) as is_live_there,
    coalesce(listed_states.is_dated_later, false) as is_dated_later,
    false as expects_drafts,
    false as is_foreign,
    measured.sohr_effect,
    measured.ledger_effect,
    measured.sohr_effect - measured.ledger_effect as leg2,
    'stock_reconciliation_entries' as dataset,
    measured._landing,
    measured._line
from measured
left join listed_states
    on listed_states.side = 'bills'
    and listed_states.ref_key = measured.ref_key
    and measured.doc_type in ('PO', 'SCN')
