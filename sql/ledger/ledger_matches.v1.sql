-- Ledger matches: the Omni document or batch that each compared ledger entry belongs to, and the reason code that justifies the match.
--
-- since: 2000-01
-- grain: one row for each ledger line and, if it posts several documents, each of those documents
-- key:   _landing, _line, ref_key (may be blank)
-- rule:  references.md#reading-a-reference, references.md#several-documents-in-one-text
--        Entries that only settle documents, and do not affect a compared account, are left out unless their reference may have been
--        truncated

with

compared_entries as (
    select ledger_read.*
    from ledger_read
    -- Under periodic inventory, a bill may be an expense on any account, so the billed amount is read from payables.
    cross join settings_in_force
    where
        ledger_read.role in ('inventory', 'cogs', 'revenue', 'deposits')
        or ledger_read.kind in ('sales_invoice', 'sales_credit', 'journal', 'other')
        or (ledger_read.role is null and ledger_read.kind in ('bill', 'bill_credit'))
        or (
            settings_in_force.inventory_method = 'periodic'
            and ledger_read.role = 'payable'
            and ledger_read.kind in ('bill', 'bill_credit')
        )
),

posted_sums as (
    -- The sums of adjustments of which one has an entry of its own.
    select distinct
        adjustment_sums._landing,
        adjustment_sums.journal
    from adjustment_sums
    inner join ledger_read
        on ledger_read.ref_key = adjustment_sums.ref_key
        and ledger_read.doc_type = 'ADJ'
        and ledger_read.role = 'inventory'
),

adjustment_entries as (
    -- A journal that refers to none of a month's adjustments but equals their sum, if no other entry refers to any of them.
    select adjustment_sums.*
    from adjustment_sums
    left join posted_sums
        on posted_sums._landing = adjustment_sums._landing
        and posted_sums.journal = adjustment_sums.journal
    where posted_sums.journal is null
),

matched_entries as (
    select
        compared_entries.period,
        compared_entries.is_in_month,
        compared_entries.account,
        compared_entries.role,
        compared_entries.kind,
        compared_entries.entry_date,
        compared_entries.source_type,
        compared_entries.description,
        compared_entries.reference,
        compared_entries.journal_id,
        coalesce(entry_shares.share, adjustment_entries.share, compared_entries.net) as net,
        coalesce(
            entry_shares.doc_type, several_named.doc_type, compared_entries.doc_type, hand_keyed_bills.doc_type,
            adjustment_entries.doc_type
        ) as doc_type,
        coalesce(
            entry_shares.ref_key, several_named.ref_key, compared_entries.ref_key, hand_keyed_bills.ref_key, adjustment_entries.ref_key
        ) as ref_key,
        case
            when hand_keyed_bills.ref_key is not null then 'supplier_number_of'
            when adjustment_entries.ref_key is not null then 'sum_with'
            when entry_shares.ref_key is not null then 'names_in_part'
            when compared_entries.read_form = 'full' then 'reads'
            when compared_entries.read_form = 'bare' then 'reads_number'
            else 'names'
        end as told_by,
        compared_entries._landing,
        compared_entries._line
    from compared_entries
    left join hand_keyed_bills
        on hand_keyed_bills._landing = compared_entries._landing
        and hand_keyed_bills._line = compared_entries._line
    left join several_named
        on several_named.dataset = 'ledger_entries'
        and several_named._landing = compared_entries._landing
        and several_named._line = compared_entries._line
        and several_named.nth = 1
    left join entry_shares
        on entry_shares._landing = compared_entries._landing
        and entry_shares._line = compared_entries._line
    left join adjustment_entries
        on adjustment_entries._landing = compared_entries._landing
        and adjustment_entries._line = compared_entries._line
        and compared_entries.ref_key is null
    left join ledger_cuts
        on ledger_cuts._landing = compared_entries._landing
        and ledger_cuts._line = compared_entries._line
    where ledger_cuts._line is null
)

select
    period, is_in_month, account, role, kind, entry_date, source_type, description, reference, journal_id, net, doc_type, ref_key,
    told_by || '|' || ref_key as reason_code, _landing, _line
from matched_entries
where
    ref_key is not null
    or coalesce(length(reference), 0) <> 21
union all
select
    period, is_in_month, account, role, kind, entry_date, source_type, description, reference, journal_id, net, doc_type, ref_key,
    reason_code, _landing, _line
from ledger_cuts
