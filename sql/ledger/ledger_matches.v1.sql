-- Ledger matches: the Omni document or batch that each ledger entry belongs to, and the reason code that justifies the match.
--
-- since: 2000-01
-- grain: one row for each ledger line and, if it posts several documents, each of those documents
-- key:   _landing, _line, ref_key (may be blank)
-- rule:  references.md#reading-a-reference, references.md#several-documents-in-one-text

with

named_entries as (
    select
        ledger_read.* exclude (net),
        coalesce(entry_shares.share, ledger_read.net) as net,
        coalesce(entry_shares.doc_type, several_named.doc_type, entry_names.doc_type, hand_keyed_bills.doc_type) as doc_type,
        coalesce(entry_shares.ref_key, several_named.ref_key, entry_names.ref_key, hand_keyed_bills.ref_key) as ref_key,
        case
            when hand_keyed_bills.ref_key is not null then 'supplier_number_of'
            when entry_shares.ref_key is not null then 'names_in_part'
            when ledger_read.read_form = 'full' then 'reads'
            when ledger_read.read_form = 'bare' then 'reads_number'
            else 'names'
        end as told_by
    from ledger_read
    inner join entry_names
        on entry_names._landing = ledger_read._landing
        and entry_names._line = ledger_read._line
    left join hand_keyed_bills
        on hand_keyed_bills._landing = ledger_read._landing
        and hand_keyed_bills._line = ledger_read._line
    left join several_named
        on several_named.dataset = 'ledger_entries'
        and several_named._landing = ledger_read._landing
        and several_named._line = ledger_read._line
        and several_named.nth = 1
    left join entry_shares
        on entry_shares._landing = ledger_read._landing
        and entry_shares._line = ledger_read._line
),

adjustment_entries as (
    -- A journal that refers to none of a month's adjustments but equals their sum, if no other entry refers to any of them.
    select adjustment_sums.*
    from adjustment_sums
    where not exists (
        select 1
        from adjustment_sums as whole
        inner join named_entries
            on named_entries.doc_type = 'ADJ'
            and named_entries.ref_key = whole.ref_key
            and named_entries.role = 'inventory'
        where whole._landing = adjustment_sums._landing and whole.journal = adjustment_sums.journal
    )
)

select
    named_entries.* exclude (told_by, net, doc_type, ref_key),
    coalesce(adjustment_entries.share, named_entries.net) as net,
    coalesce(named_entries.doc_type, adjustment_entries.doc_type) as doc_type,
    coalesce(named_entries.ref_key, adjustment_entries.ref_key) as ref_key,
    case when adjustment_entries.ref_key is not null then 'sum_with' else named_entries.told_by end
    || '|' || coalesce(named_entries.ref_key, adjustment_entries.ref_key) as reason_code
from named_entries
left join adjustment_entries
    on adjustment_entries._landing = named_entries._landing
    and adjustment_entries._line = named_entries._line
    and named_entries.ref_key is null
where
    (
        named_entries.ref_key is not null
        or adjustment_entries.ref_key is not null
        or coalesce(length(named_entries.reference), 0) <> 21
    )
    and not exists (
        select 1
        from ledger_cuts
        where ledger_cuts._landing = named_entries._landing and ledger_cuts._line = named_entries._line
    )
union all
select
    ledger_cuts.* exclude (net, doc_type, ref_key, reason_code),
    ledger_cuts.net,
    ledger_cuts.doc_type,
    ledger_cuts.ref_key,
    ledger_cuts.reason_code
from ledger_cuts
