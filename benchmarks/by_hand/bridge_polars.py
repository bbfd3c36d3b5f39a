"""Both legs of the bridge at a month end by twelve causes, by polars from the Parquet files, as in bridge.sql."""

from datetime import date
from pathlib import Path

import polars as pl

MONEY = ("qty_ordered", "qty_moved", "cost", "purchases_total", "cogs", "debit", "credit", "total")


def bridge(data: Path, period: str) -> list[tuple[str, str, float, int]]:
    """Return leg, cause, amount and number of documents for each cause."""
    end = (pl.lit(date.fromisoformat(f"{period}-01"))).dt.month_end()
    bought, adjusted = buy(data, period, end), adjust(data, period, end)
    entries = match(data, period, pl.concat([bought.select("ref_key"), adjusted.select("ref_key")]))
    causes = [name_sales(sell(data, period, end)), name_stock(bought), name_adjustments(adjusted)]
    causes += [name_ledger(data, period, bought, entries), name_lines(entries, bought)]
    named = pl.concat(causes).filter(pl.col("cause_id").is_not_null())
    totals = named.group_by("leg", "cause_id").agg(pl.col("amount").sum().round(2), pl.len().alias("documents"))
    return totals.sort("leg", "cause_id").collect().rows()


def read(data: Path, period: str, dataset: str) -> pl.LazyFrame:
    """Return the rows landed by the month end. Decimals become floats, which are exact enough for cents."""
    rows = pl.scan_parquet(data / dataset / "*" / "*.parquet", hive_partitioning=False).filter(
        pl.col("period") <= period
    )
    return rows.with_columns(pl.col(name).cast(pl.Float64) for name in rows.collect_schema() if name in MONEY)


def newest(rows: pl.LazyFrame) -> pl.LazyFrame:
    return rows.sort("period", maintain_order=True).unique("ref_key", keep="last")


def sell(data: Path, period: str, end: pl.Expr) -> pl.LazyFrame:
    """Return the sales and credits that are not void, with the difference between stock and COGS."""
    cogs = newest(read(data, period, "cogs_entries")).filter(pl.col("acct_date") <= end).select("ref_key", "cogs")
    till = read(data, period, "payments").filter(source="POS").select("ref_key").unique()
    sold = newest(read(data, period, "sales_documents")).filter(~pl.col("is_void").fill_null(value=False))
    moved = (pl.col("move_date") <= end).fill_null(value=False)
    sent = pl.when(moved & (pl.col("qty_moved") != 0)).then("cost")
    stock = pl.when(pl.col("move_date").is_null()).then(share("cost")).otherwise(sent)
    return (
        sold.join(cogs, on="ref_key", how="left")
        .join(till.with_columns(is_till=pl.lit(value=True)), on="ref_key", how="left")
        .with_columns(
            moved=moved,
            booked=pl.col("acct_date") <= end,
            amount=(pl.col("cogs").fill_null(0) - stock.fill_null(0)).round(4),
        )
        .filter(pl.col("amount") != 0)
    )


def share(total: str) -> pl.Expr:
    """Return the part of a total for the quantity that moved."""
    share = (pl.col(total) * pl.col("qty_moved") / pl.col("qty_ordered")).round(2)
    return pl.when(pl.col("qty_ordered") != 0).then(share)


def name_sales(sold: pl.LazyFrame) -> pl.LazyFrame:
    is_order, moved = pl.col("doc_type") == "SO", pl.col("moved")
    is_off = (pl.col("qty_ordered") != pl.col("qty_moved")) & (moved | pl.col("move_date").is_null())
    causes = {
        "S15": moved & pl.col("acct_date").is_null() & pl.col("is_till"),
        "S04": is_order & is_off,
        "C03": ~is_order & is_off,
        "S06": is_order & (pl.col("status") == "ERROR") & moved & pl.col("booked"),
    }
    return first_cause(sold, "hsv_to_sohr", causes)


def first_cause(rows: pl.LazyFrame, leg: str, causes: dict[str, pl.Expr]) -> pl.LazyFrame:
    named = pl.coalesce(pl.when(test).then(pl.lit(cause)) for cause, test in causes.items())
    return rows.select(leg=pl.lit(leg), cause_id=named, amount="amount")


def list_amounts(data: Path, period: str) -> pl.LazyFrame:
    """Return the amount in the reconciliation for each reference."""
    lines = read(data, period, "stock_reconciliation_entries").filter(pl.col("section") != "cogs")
    return lines.group_by("ref_key").agg(in_books=net().sum())


def net() -> pl.Expr:
    return pl.col("debit").fill_null(0) - pl.col("credit").fill_null(0)


def buy(data: Path, period: str, end: pl.Expr) -> pl.LazyFrame:
    """Return the purchases with their amounts in stock and in the reconciliation."""
    moved = (pl.col("move_date") <= end).fill_null(value=False)
    is_void = pl.col("is_void").fill_null(value=False)
    is_here = ~is_void & (moved | pl.col("move_date").is_null())
    bought = newest(read(data, period, "purchase_documents")).join(list_amounts(data, period), on="ref_key", how="left")
    return bought.with_columns(
        moved=moved,
        booked=(pl.col("acct_date") <= end).fill_null(value=False),
        is_void=is_void,
        stock=pl.when(is_here).then(share("purchases_total")).fill_null(0),
        in_books=pl.col("in_books").fill_null(0),
        number=pl.col("supplier_inv_no").str.strip_chars().str.to_uppercase(),
    )


def adjust(data: Path, period: str, end: pl.Expr) -> pl.LazyFrame:
    """Return the adjustments, and whether they are automatic ones that were left open."""
    is_open = pl.col("is_auto") & pl.col("move_date").is_null() & (pl.col("created_date") <= end)
    adjusted = newest(read(data, period, "stock_adjustments")).join(
        list_amounts(data, period), on="ref_key", how="left"
    )
    return adjusted.with_columns(
        is_open=is_open & ~pl.col("is_void").fill_null(value=False),
        amount=pl.col("total") - pl.col("in_books").fill_null(0),
    )


def name_adjustments(adjusted: pl.LazyFrame) -> pl.LazyFrame:
    return first_cause(adjusted, "hsv_to_sohr", {"A03": pl.col("is_open")})


def name_stock(bought: pl.LazyFrame) -> pl.LazyFrame:
    orders = bought.filter((pl.col("doc_type") == "PO") & ~pl.col("is_void"))
    bill = ["supplier", "number"]
    is_received = (pl.col("qty_moved") != 0) | pl.col("move_date").is_not_null()
    twins = (
        orders.filter(pl.col("number").is_not_null() & (pl.len().over(bill) > 1))
        .sort(is_received, "created_date", "ref_key", descending=[False, True, True])
        .unique(bill, keep="first", maintain_order=True)
        .select("ref_key", is_twin=pl.lit(value=True))
    )
    is_invoiced = pl.col("acct_date").is_not_null() & pl.col("moved")
    causes = {
        "P24": pl.col("is_twin"),
        "P04": (pl.col("qty_ordered") != pl.col("qty_moved")) & (pl.col("qty_moved") != 0),
        "P05": pl.col("supplier_inv_no").is_null() & (is_invoiced | pl.col("booked")),
    }
    differing = orders.with_columns(amount=(pl.col("stock") - pl.col("in_books")).round(2)).filter(
        pl.col("amount") != 0
    )
    return first_cause(differing.join(twins, on="ref_key", how="left"), "hsv_to_sohr", causes)


def match(data: Path, period: str, names: pl.LazyFrame) -> pl.LazyFrame:
    """Return the entries on stock with the reference of their document."""
    accounts = read(data, period, "settings_accounts").filter(period=period, role="inventory")
    codes, titles = accounts.select("code", "name").collect().get_columns()
    is_stock = pl.col("account_code").is_in(codes.implode()) | pl.col("account_name").is_in(titles.implode())
    entries = read(data, period, "ledger_entries").filter(is_stock)
    return (
        entries.join(names.select(key_1="ref_key", first="ref_key"), on="key_1", how="left")
        .join(names.select(key_2="ref_key", second="ref_key"), on="key_2", how="left")
        .with_columns(ref_key=pl.coalesce("first", "second"), net=net())
    )


def name_ledger(data: Path, period: str, bought: pl.LazyFrame, entries: pl.LazyFrame) -> pl.LazyFrame:
    is_bill = pl.col("kind").is_in(["bill", "bill_credit"])
    posted = entries.group_by("ref_key").agg(pl.col("net").sum(), bills=is_bill.sum())
    drafts = read(data, period, "ledger_documents").filter(is_bill & (pl.col("status") == "DRAFT"))
    drafts = pl.concat(drafts.select(ref_key=key, is_draft=pl.lit(value=True)) for key in ("key_1", "key_2")).unique()
    goods = bought.join(posted, on="ref_key", how="left").join(drafts, on="ref_key", how="left")
    goods = goods.with_columns(amount=(pl.col("in_books") - pl.col("net").fill_null(0)).round(2)).filter(
        pl.col("amount") != 0
    )
    is_posted, is_draft = pl.col("net").is_not_null(), pl.col("is_draft").fill_null(value=False)
    is_unbilled = ~pl.col("is_void") & (pl.col("bills").fill_null(0) == 0)
    causes = {
        "P23": (pl.col("is_void") & is_posted) | (is_unbilled & ~is_draft & (pl.col("in_books") != 0)),
        "P07": is_unbilled & is_draft,
        "P09": ~pl.col("is_void") & is_posted & (pl.col("amount").abs() > 0.02),
    }
    return first_cause(goods, "sohr_to_gl", causes)


def name_lines(entries: pl.LazyFrame, bought: pl.LazyFrame) -> pl.LazyFrame:
    """Name the entries without a document. A bill under the number of its supplier was keyed by hand."""
    text = pl.coalesce("contact", "description").str.to_lowercase()
    alone = entries.filter(pl.col("ref_key").is_null() & (pl.col("kind") != "journal"))
    alone = alone.with_columns(number=pl.col("reference").str.strip_chars().str.to_uppercase(), amount=-pl.col("net"))
    suppliers = bought.select("number", known=pl.col("supplier").str.to_lowercase()).drop_nulls()
    keyed = alone.filter(kind="bill").join(suppliers, on="number").filter(text.str.starts_with(pl.col("known")))
    return first_cause(alone.join(keyed, on=["period", "_line"], how="anti"), "sohr_to_gl", {"G02": pl.lit(value=True)})
