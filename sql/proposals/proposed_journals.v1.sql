-- Proposed journals: the accounts of the journals that are, by their amount, the COGS journals of Omni.
--
-- since: 2000-01
-- grain: one row for each month and each account of its COGS journal
-- key:   cogs_month, identity
-- rule:  proposed-settings.md#roles-of-accounts, cogs.md#the-cogs-journal
--        Its amount tells it, exactly or, because a journal may be stale, within a tenth

with

cogs as (
    select
        strftime(acct_date, '%Y-%m') as cogs_month,
        abs(sum(cogs)) as amount
    from cogs_entries_as_known
    where
        acct_date is not null
        and cogs is not null
    group by 1
),

read as (
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
    left join document_names as first on first.ref_key = ledger_read.key_1
    left join document_names as second on second.ref_key = ledger_read.key_2
    where
        ledger_read.kind in ('journal', 'other')
        and first.ref_key is null
        and second.ref_key is null
),

sides as (
    select
        entry_date,
        journal,
        identity,
        sum(net) as net
    from read
    where journal is not null
    group by
        entry_date,
        journal,
        identity
),

totals as (
    select
        entry_date,
        journal,
        sum(case when net > 0 then net else 0 end) as debited,
        sum(case when net < 0 then -net else 0 end) as credited
    from sides
    group by
        entry_date,
        journal
),

fitting as (
    select
        totals.entry_date,
        totals.journal,
        cogs.cogs_month,
        cogs.amount,
        greatest(totals.debited, totals.credited) as size,
        row_number() over (
            partition by cogs.cogs_month
            order by
                abs(greatest(totals.debited, totals.credited) - cogs.amount), totals.entry_date desc, totals.journal
        ) as nth
    from totals
    inner join cogs
        on cogs.cogs_month = strftime(totals.entry_date, '%Y-%m')
        and cogs.amount > 0
        and abs(greatest(totals.debited, totals.credited) - cogs.amount) * 10 <= cogs.amount
    where
        totals.debited = totals.credited
        or totals.debited = 0
        or totals.credited = 0
)

select
    fitting.cogs_month,
    sides.identity,
    case when sides.net > 0 then 'cogs' else 'inventory' end as role,
    abs(sides.net) as amount,
    abs(fitting.size - fitting.amount) <= 0.02 as is_exact
from fitting
inner join sides
    on sides.entry_date = fitting.entry_date
    and sides.journal = fitting.journal
where
    fitting.nth = 1
    and sides.net <> 0
