-- Ledger match: every inventory and revenue entry of the month, whether matched, suggested or unmatched, with the reason.
--
-- since: 2000-01
-- key:   account, reference, pile, line, _landing
-- needs: ledger_entries, sales_documents, purchase_documents
-- words: reason_code as reason
-- rule:  references.md#references

with

journal_lines as (
    select _landing, _line, cogs_month
    from cogs_journals
),

entries as (
    select
        ledger_matches.*,
        journal_lines.cogs_month
    from ledger_matches
    left join journal_lines
        on journal_lines._landing = ledger_matches._landing
        and journal_lines._line = ledger_matches._line
    where
        ledger_matches.role in ('inventory', 'revenue')
        and ledger_matches.is_in_month
),

free_documents as (
    select doc_type, ref, acct_date, abs(value) as amount, 'inventory' as role
    from ledger_effects
    where
        doc_type in ('PO', 'SCN', 'ADJ')
        and booked
        and not is_posted
        and not is_void
    union all
    select doc_type, ref, acct_date, abs(amount) as amount, 'revenue' as role
    from sales_effects
    where
        doc_type in ('SO', 'CN', 'BATCH')
        and booked
        and not is_posted
        and not is_void
        and not is_member
),

incomplete as (
    -- The entry may belong to a document that cannot be read.
    select count(*) > 0 as hides_documents
    from incomplete_exports
    where dataset in ('sales_documents', 'purchase_documents', 'stock_adjustments', 'payments')
),

suggestions as (
    select
        entries._landing,
        entries._line,
        min(free_documents.ref) as ref,
        min(free_documents.doc_type) as doc_type,
        count(*) as candidates
    from entries
    inner join free_documents
        on free_documents.role = entries.role
        and free_documents.amount = abs(entries.net)
        and abs(date_diff('day', free_documents.acct_date, entries.entry_date)) <= 12
    cross join incomplete
    where
        not incomplete.hides_documents
        and entries.doc_type is null
        and entries.cogs_month is null
        and entries.net <> 0
    group by
        entries._landing,
        entries._line
)

select
    case
        when entries.cogs_month is not null or entries.doc_type is not null or entries.kind = 'accrual' then 'matched'
        when suggestions.candidates = 1 then 'suggested'
        else 'unmatched'
    end as pile,                                                                      -- Match
    entries.role as account,                                                          -- Account
    entries.entry_date,                                                               -- Date
    entries.source_type,                                                              -- Source
    entries.reference,                                                                -- Ledger reference
    entries.description,                                                              -- Description
    cast(entries.net as decimal(18, 2)) as net,                                       -- Debit less credit
    coalesce(entries.doc_type, suggestions.doc_type, case when entries.cogs_month is not null then 'COGS' end) as doc_type,  -- Type
    case
        when entries.cogs_month is not null then 'COGS-' || entries.cogs_month
        else coalesce(entries.ref_key, suggestions.ref)
    end as document,                                                                  -- Reference
    case
        when entries.cogs_month is not null then 'cogs_journal|' || entries.cogs_month
        when entries.kind = 'accrual' then 'own_accrual'
        when entries.doc_type is not null then entries.reason_code
        when suggestions.candidates = 1 then 'one_of_amount'
        when suggestions.candidates > 1 then 'several_of_amount'
        when gone.ref is not null then 'names_gone|' || gone.ref || '|' || gone.cause_id
        when incomplete.hides_documents then 'names_none_readable'
        else 'names_none'
    end as reason_code,                                                               -- Why
    entries._line as line,                                                            -- Line
    'ledger_entries' as _dataset,
    entries._landing,
    entries._line
from entries
cross join incomplete
left join suggestions
    on suggestions._landing = entries._landing
    and suggestions._line = entries._line
left join ledger_lines_alone as gone
    on gone._landing = entries._landing
    and gone._line = entries._line
    and gone.is_purged
order by
    pile,
    account,
    line,
    entries._landing,
    reference
