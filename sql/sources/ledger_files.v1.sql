-- Ledger files: which file each account of a month is taken from, whatever the files call it.
--
-- since: 2000-01
-- grain: one row for each account of a month and each file that holds it
-- key:   period, account, _landing
-- rule:  accounting-files.md#what-replaces-what, accounting-files.md#accounts

with

bare as (
    select
        period,
        account,
        _landing,
        regexp_replace(lower(account), '[- .,:;/()&_–—]+', '', 'g') as heading,
        regexp_replace(lower(account_name), '[- .,:;/()&_–—]+', '', 'g') as name,
        debits is null as is_balance_only,
        ltrim(
            regexp_replace(regexp_replace(lower(trim(account_code)), '[.]0+$', ''), '[- .,:;/()&_–—]+', '', 'g'), '0'
        ) as code
    from ledger_balances
    where period <= $period
),

spelled as (
    select
        name,
        code
    from bare
    union
    select
        code || name as name,
        code
    from bare
    union
    select
        name || code as name,
        code
    from bare
),

names as (
    select
        name,
        min(code) as code
    from spelled
    where code is not null
    group by name
    having count(distinct code) = 1
),

called as (
    select
        bare.period,
        bare.account,
        bare._landing,
        bare.is_balance_only,
        coalesce(nullif(bare.code, ''), names.code, nullif(bare.heading, ''), bare.account) as identity
    from bare
    left join names on names.name = bare.heading
)

select
    called.period,
    called.account,
    called._landing,
    called.identity,
    called.is_balance_only,
    rank() over (
        partition by called.period, called.identity
        order by
            called.is_balance_only,
            landings.loader in ('ledger.journals', 'ledger.journals_undated'),
            landings.exported_on desc nulls last,
            landings.sequence desc,
            landings.landing
    ) as age
from called
inner join landings
    on landings.landing = called._landing
    and landings.dataset = 'ledger_balances'
