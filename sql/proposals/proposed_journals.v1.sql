-- Proposed journals: the accounts of the journals whose amount identifies them as Omni's COGS journals.
--
-- since: 2000-01
-- grain: one row for each month and each account of its COGS journal
-- key:   cogs_month, identity
-- rule:  proposed-settings.md#roles-of-accounts, cogs.md#the-cogs-journal
--        A journal is identified by its amount, either exactly or, because it may be out of date, to within 10%

with

omni_cogs as (
    select
        strftime(cogs_date, '%Y-%m') as cogs_month,
        abs(sum(cogs)) as amount
    from sale_costs
    where
        cogs_date is not null
        and cogs is not null
    group by 1
),

journal_lines as (
    select
        ledger_files.identity,
        ledger_read.entry_date,
        coalesce(ledger_read.journal_id, ledger_read.reference, ledger_read.description) as journal,
        ledger_read.net
    from ledger_read
    inner join ledger_files
        on ledger_files.period = ledger_read.period
        and ledger_files.account = ledger_read.account
        and ledger_files._landing = ledger_read._landing
    where
        ledger_read.kind in ('journal', 'other')
        and ledger_read.doc_type is null
),

account_sides as (
    select
        entry_date,
        journal,
        identity,
        sum(net) as net
    from journal_lines
    where journal is not null
    group by
        entry_date,
        journal,
        identity
),

journal_totals as (
    select
        entry_date,
        journal,
        sum(case when net > 0 then net else 0 end) as debited,
        sum(case when net < 0 then -net else 0 end) as credited
    from account_sides
    group by
        entry_date,
        journal
),

fitting_journals as (
    select
        journal_totals.entry_date,
        journal_totals.journal,
        omni_cogs.cogs_month,
        omni_cogs.amount,
        greatest(journal_totals.debited, journal_totals.credited) as size,
        row_number() over (
            partition by omni_cogs.cogs_month
            order by
                abs(greatest(journal_totals.debited, journal_totals.credited) - omni_cogs.amount),
                journal_totals.entry_date desc,
                journal_totals.journal
        ) as nth
    from journal_totals
    inner join omni_cogs
        on omni_cogs.cogs_month = strftime(journal_totals.entry_date, '%Y-%m')
        and omni_cogs.amount > 0
        and abs(greatest(journal_totals.debited, journal_totals.credited) - omni_cogs.amount) * 10 <= omni_cogs.amount
    where
        journal_totals.debited = journal_totals.credited
        or journal_totals.debited = 0
        or journal_totals.credited = 0
)

select
    fitting_journals.cogs_month,
    account_sides.identity,
    case when account_sides.net > 0 then 'cogs' else 'inventory' end as role,
    abs(account_sides.net) as amount,
    abs(fitting_journals.size - fitting_journals.amount) <= 0.02 as is_exact
from fitting_journals
inner join account_sides
    on account_sides.entry_date = fitting_journals.entry_date
    and account_sides.journal = fitting_journals.journal
where
    fitting_journals.nth = 1
    and account_sides.net <> 0
