-- Ledger accounts: every ledger account once, with the newest code and name that a file gives it and the role that its name suggests.
--
-- since: 2000-01
-- grain: one row for each ledger account
-- key:   identity
-- rule:  proposed-settings.md#roles-of-accounts
--        An account's name is weak evidence. It breaks ties, and is used alone only if no posting shows the role (`proposed_accounts`)

with

account_headings as (
    select
        ledger_files.identity,
        ledger_balances.account,
        ledger_balances.account_code,
        ledger_balances.account_name,
        row_number() over (
            partition by ledger_files.identity
            order by
                ledger_files.period desc, ledger_files.is_balance_only, ledger_files.age, ledger_balances.account
        ) as nth
    from ledger_balances
    inner join ledger_files
        on ledger_files.period = ledger_balances.period
        and ledger_files.account = ledger_balances.account
        and ledger_files._landing = ledger_balances._landing
),

-- One file may state the code and another the name: a trial balance lists the codes that Account Transactions leaves out.
newest_statements as (
    select
        identity,
        min(nth) as nth,
        min(case when account_code is not null then nth end) as nth_coded,
        min(case when account_name is not null then nth end) as nth_named
    from account_headings
    group by identity
),

newest_names as (
    select
        newest_statements.identity,
        newest.account,
        coded.account_code as code,
        coalesce(named.account_name, case when newest.account_code is null then newest.account end) as name,
        lower(coalesce(named.account_name, newest.account)) as words
    from newest_statements
    inner join account_headings as newest
        on newest.identity = newest_statements.identity
        and newest.nth = newest_statements.nth
    left join account_headings as coded
        on coded.identity = newest_statements.identity
        and coded.nth = newest_statements.nth_coded
    left join account_headings as named
        on named.identity = newest_statements.identity
        and named.nth = newest_statements.nth_named
)

select
    identity,
    account,
    code,
    name,
    case
        when
            regexp_matches(words, 'deposit|prepay|prepaid')
            and regexp_matches(words, 'customer|supplier|vendor|sales|order|purchase')
            then 'deposits'
        when regexp_matches(words, '(stock|inventory).*(adjust|write|shrink|variance|loss|obsol)|shrinkage') then 'adjustments'
        when regexp_matches(words, 'landed|import.*(cost|freight|dut)|inwards? freight|freight.*(\bin\b|inward)|customs|\bdut(y|ies)\b')
            then 'landed_costs'
        when regexp_matches(words, 'cost of (goods|sale)|\bcogs\b') then 'cogs'
        when regexp_matches(words, '\b(gst|vat|tax|taxes|wages?|payroll|superannuation|loans?)\b') then null
        when regexp_matches(words, 'receivable|debtor') then 'receivable'
        when regexp_matches(words, 'payable|creditor') then 'payable'
        when regexp_matches(words, 'transit|received not|clearing|accru|opening|closing|movement|purchase|freight') then null
        when regexp_matches(words, '\binventory\b|\bstock\b|finished goods|trading goods') then 'inventory'
        when regexp_matches(words, '\bsales\b|revenue') then 'revenue'
    end as named_role
from newest_names
