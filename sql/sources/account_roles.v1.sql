-- Account roles: the role of each ledger account in this company: inventory, cogs, revenue, receivable, payable, ...
--
-- since: 2000-01
-- grain: one row for each account that has a role, under its heading in the ledger files
-- key:   account
-- rule:  accounting-files.md#accounts

with

stated_accounts as (
    select
        role,
        lower(trim(coalesce(code, ''))) as code,
        lower(trim(coalesce(name, ''))) as name
    from accounts_in_force
),

stated_spellings as (
    select
        role,
        code,
        name,
        ltrim(regexp_replace(regexp_replace(code, '[.]0+$', ''), '[- .,:;/()&_–—]+', '', 'g'), '0') as bare_code,
        regexp_replace(name, '[- .,:;/()&_–—]+', '', 'g') as bare_name,
        regexp_replace(code || name, '[- .,:;/()&_–—]+', '', 'g') as coded_name,
        regexp_replace(name || code, '[- .,:;/()&_–—]+', '', 'g') as name_coded
    from stated_accounts
),

headings as (
    select distinct
        period,
        _landing,
        account,
        lower(trim(account)) as heading,
        lower(trim(coalesce(account_code, ''))) as code,
        lower(trim(coalesce(account_name, account))) as name
    from ledger_balances
    where period <= $period
),

account_spellings as (
    select
        period,
        _landing,
        account,
        heading,
        code,
        name,
        ltrim(regexp_replace(regexp_replace(code, '[.]0+$', ''), '[- .,:;/()&_–—]+', '', 'g'), '0') as bare_code,
        regexp_replace(heading, '[- .,:;/()&_–—]+', '', 'g') as bare_heading,
        regexp_replace(name, '[- .,:;/()&_–—]+', '', 'g') as bare_name,
        regexp_replace(code || name, '[- .,:;/()&_–—]+', '', 'g') as coded_name,
        regexp_replace(name || code, '[- .,:;/()&_–—]+', '', 'g') as name_coded
    from headings
),

code_matches as (
    select
        account_spellings.period,
        account_spellings._landing,
        account_spellings.account,
        account_spellings.code as account_code,
        stated_spellings.role,
        stated_spellings.code
    from account_spellings
    inner join stated_spellings
        on stated_spellings.code <> ''
        and stated_spellings.code in (account_spellings.code, case when account_spellings.code = '' then account_spellings.heading end)
),

near_matches as (
    select
        account_spellings.period,
        account_spellings._landing,
        account_spellings.account,
        account_spellings.code as account_code,
        stated_spellings.role,
        stated_spellings.code
    from account_spellings
    inner join stated_spellings
        on stated_spellings.bare_code = account_spellings.bare_code
        and stated_spellings.bare_code <> ''
    left join code_matches as taken
        on taken._landing = account_spellings._landing
        and (taken.code = stated_spellings.code or taken.account_code = account_spellings.code)
    where taken._landing is null
),

ambiguous_codes as (
    select
        near_matches._landing,
        near_matches.code
    from near_matches
    inner join near_matches as other
        on other._landing = near_matches._landing
        and (
            (other.code = near_matches.code and other.account_code <> near_matches.account_code)
            or (other.account_code = near_matches.account_code and other.role <> near_matches.role)
        )
),

roles_by_code as (
    select
        period,
        account,
        role,
        code,
        1 as precedence
    from code_matches
    union all
    select
        near_matches.period,
        near_matches.account,
        near_matches.role,
        near_matches.code,
        2 as precedence
    from near_matches
    left join ambiguous_codes
        on ambiguous_codes._landing = near_matches._landing
        and ambiguous_codes.code = near_matches.code
    where ambiguous_codes._landing is null
),

roles_by_name as (
    select
        account_spellings.account,
        stated_spellings.role,
        case when stated_spellings.name in (account_spellings.name, account_spellings.heading) then 3 else 4 end as precedence
    from account_spellings
    inner join stated_spellings
        on stated_spellings.bare_name <> ''
        and (
            stated_spellings.bare_name in (
                account_spellings.bare_name, account_spellings.bare_heading, account_spellings.coded_name, account_spellings.name_coded
            )
            or account_spellings.bare_heading in (stated_spellings.coded_name, stated_spellings.name_coded)
        )
    where
        account_spellings.code = ''
        or not exists (
            select 1
            from roles_by_code
            where
                roles_by_code.period = account_spellings.period
                and roles_by_code.code = stated_spellings.code
        )
),

possible_roles as (
    select
        account,
        role,
        precedence
    from roles_by_code
    union all
    select
        account,
        role,
        precedence
    from roles_by_name
),

ranked_roles as (
    select
        account,
        role,
        rank() over (
            partition by account
            order by precedence
        ) as age
    from possible_roles
)

select
    account,
    min(role) as role
from ranked_roles
where age = 1
group by account
