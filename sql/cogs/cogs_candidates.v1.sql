-- COGS candidates: the inventory journals that do not refer to a document, one row each, with the text that similar journals share.
--
-- since: 2000-01
-- grain: one row for each journal
-- key:   _landing, entry_date, journal
-- rule:  cogs.md#the-cogs-journal
--        `series` is the reference and text without numbers, month names and words that mean a reversal. A reversal without other
--        text belongs to the journal whose amount it reverses. If a package prints only numbers, each journal is a separate series.
--        `amount` is the cost removed from inventory, as a positive number

with

cost_journals as (
    select distinct
        entry_date,
        coalesce(journal_id, reference, description, '') as journal
    from ledger_matches
    where
        role = 'cogs'
        and kind = 'journal'
),

entries as (
    select
        _landing,
        period,
        entry_date,
        net,
        coalesce(journal_id, reference, description, '') as journal,
        lower(coalesce(reference, '') || ' ' || coalesce(description, '')) as wording,
        regexp_replace(lower(coalesce(reference, '') || ' ' || coalesce(description, '')), '[^\p{L}]+', ' ', 'g') as words
    from ledger_matches
    where
        role = 'inventory'
        and kind = 'journal'
        and doc_type is null
),

journals as (
    select
        _landing,
        period,
        entry_date,
        journal,
        strftime(entry_date, '%Y-%m') as cogs_month,
        -sum(net) as amount,
        min(
            regexp_replace(
                words,
                '\b(revers[a-z]*|void[a-z]*|of|to|for|the'
                || '|jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?'
                || '|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)\b',
                '',
                'g'
            )
        ) as text,
        max(case when regexp_matches(words, '\b(cogs|cost of (goods|sales?))\b') then 1 else 0 end) = 1 as says_cogs,
        max(
            case when regexp_matches(wording, '20[0-9]{2}|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)') then 1 else 0 end
        ) = 1 as says_month,
        max(case when regexp_matches(words, '\b(revers|void)') then 1 else 0 end) = 1 as says_reversed
    from entries
    group by
        _landing,
        period,
        entry_date,
        journal
),

journals_with_series as (
    select
        journals.*,
        coalesce(nullif(replace(journals.text, ' ', ''), ''), journals.journal) as own_series,
        cost_journals.journal is not null as touches_cogs
    from journals
    left join cost_journals
        on cost_journals.entry_date = journals.entry_date
        and cost_journals.journal = journals.journal
),

reversals as (
    select
        reversal._landing,
        reversal.entry_date,
        reversal.journal,
        min(original.own_series) as series,
        max(case when original.says_cogs then 1 else 0 end) = 1 as says_cogs
    from journals_with_series as reversal
    inner join journals_with_series as original
        on original.period = reversal.period
        and original.amount = -reversal.amount
        and original.amount > 0
        and original.entry_date <= reversal.entry_date
    where
        not reversal.says_cogs
        and (reversal.says_reversed or replace(reversal.text, ' ', '') = '')
    group by
        reversal._landing,
        reversal.entry_date,
        reversal.journal
)

select
    journals_with_series._landing,
    journals_with_series.period,
    journals_with_series.entry_date,
    journals_with_series.journal,
    journals_with_series.cogs_month,
    journals_with_series.amount,
    journals_with_series.touches_cogs,
    journals_with_series.says_month,
    journals_with_series.says_cogs or coalesce(reversals.says_cogs, false) as says_cogs,
    coalesce(reversals.series, journals_with_series.own_series) as series
from journals_with_series
left join reversals
    on reversals._landing = journals_with_series._landing
    and reversals.entry_date = journals_with_series.entry_date
    and reversals.journal = journals_with_series.journal
