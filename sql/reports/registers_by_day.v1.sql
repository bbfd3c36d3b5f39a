-- Registers by day: till and web shop payments that are not in a batch, by day, branch and payment method.
--
-- since: 2000-01
-- key:   channel, payment_date, branch, method
-- needs: sales_documents, payments
-- rule:  checklist.md#cl1-close-registers-for-pos, checklist.md#cl2-close-registers-for-ecommerce
--        `habit_days` is last month's median number of days from payment to the accounting date of the batch, by branch and payment
--        method, or one day if there were no payments last month
-- help:  https://help.omni.cin7.com/hc/en-us/articles/9128523653647

with

count_days as (
    select least($period_end, coalesce(max(exported_on), $period_end)) as day
    from landings
    where
        dataset = 'payments'
        and period = $period
),

register_payments as (
    select
        payments_with_channel.channel,
        payments_with_channel.payment_date,
        coalesce(payments_with_channel.branch, '') as branch,
        coalesce(payments_with_channel.method, '') as method,
        payments_with_channel.amount,
        documents.acct_date,
        payments_with_channel.batch_reference is null
        and (
            payments_with_channel.channel = 'pos'
            or (documents.payment_batch_ref is null and coalesce(documents.status, 'NOT_IMPORTED') = 'NOT_IMPORTED')
        ) as is_waiting
    from payments_with_channel
    inner join documents on documents.ref_key = payments_with_channel.ref_key
    where
        payments_with_channel.channel in ('pos', 'ecommerce')
        and documents.doc_type in ('SO', 'CN')
        and not documents.is_void
        and not documents.is_draft
        and coalesce(documents.amount_incl, 1) <> 0
),

payment_lags as (
    select
        channel,
        branch,
        method,
        date_diff('day', payment_date, acct_date) as days,
        row_number() over (
            partition by channel, branch, method
            order by date_diff('day', payment_date, acct_date)
        ) as nth,
        count(*) over (partition by channel, branch, method) as payments
    from register_payments
    where
        not is_waiting
        and acct_date >= payment_date
        and strftime(payment_date, '%Y-%m') = $previous_period
),

usual_lags as (
    -- The median. For an even number of payments, it is the lower of the two middle values.
    select channel, branch, method, days
    from payment_lags
    where 2 * nth in (payments, payments + 1)
),

waiting_payments as (
    select
        register_payments.channel,
        register_payments.payment_date,
        register_payments.branch,
        register_payments.method,
        date_diff('day', register_payments.payment_date, count_days.day) as days,
        count(*) as payments,
        sum(register_payments.amount) as amount
    from register_payments
    cross join count_days
    where
        register_payments.is_waiting
        and register_payments.payment_date <= count_days.day
    group by 1, 2, 3, 4, 5
)

select
    waiting_payments.channel,                                                         -- Channel
    waiting_payments.payment_date,                                                    -- Day
    waiting_payments.branch,                                                          -- Branch
    waiting_payments.method,                                                          -- Payment method
    cast(waiting_payments.payments as integer) as payments,                           -- Payments not batched
    cast(waiting_payments.amount as decimal(18, 2)) as amount,                        -- Amount not batched
    cast(waiting_payments.days as integer) as days_waiting,                           -- Days waiting
    cast(usual_lags.days as integer) as habit_days,                                   -- Days taken last month
    case when waiting_payments.days > coalesce(usual_lags.days, 1) then 'Y' else 'N' end as is_overdue  -- Overdue
from waiting_payments
left join usual_lags
    on usual_lags.channel = waiting_payments.channel
    and usual_lags.branch = waiting_payments.branch
    and usual_lags.method = waiting_payments.method
order by
    waiting_payments.channel,
    waiting_payments.payment_date,
    waiting_payments.branch,
    waiting_payments.method
