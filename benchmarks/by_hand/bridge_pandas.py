"""Both legs of the bridge at a month end by twelve causes, by pandas from the Parquet files, as in bridge.sql."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

SALE = ["doc_type", "ref_key", "move_date", "acct_date", "status", "qty_ordered", "qty_moved", "cost", "is_void"]
PURCHASE = [
    *("doc_type", "ref_key", "created_date", "supplier", "supplier_inv_no", "move_date", "acct_date"),
    *("qty_ordered", "qty_moved", "purchases_total", "is_void"),
]
ADJUSTMENT = ["ref_key", "created_date", "move_date", "is_auto", "is_void", "total"]
ENTRY = [
    "account_code",
    "account_name",
    "kind",
    "contact",
    "description",
    "reference",
    "key_1",
    "key_2",
    "debit",
    "credit",
]


def bridge(data: Path, period: str) -> list[tuple[str, str, float, int]]:
    """Return leg, cause, amount and number of documents for each cause."""
    end = pd.Period(period).end_time.normalize()
    listed = list_amounts(data, period)
    bought = buy(data, period, end).join(listed, on="ref_key")
    adjusted = newest(read(data, period, "stock_adjustments", ADJUSTMENT)).join(listed, on="ref_key")
    entries = match(data, period, pd.concat([bought.ref_key, adjusted.ref_key]))
    causes = [name_sales(sell(data, period, end)), name_stock(bought), name_adjustments(adjusted, end)]
    causes += [name_ledger(data, period, bought, entries), name_lines(entries, bought)]
    totals = pd.concat(causes).groupby(["leg", "cause_id"]).amount.agg(["sum", "count"]).round(2)
    return [(*key, amount, documents) for key, amount, documents in totals.itertuples()]


def read(data: Path, period: str, dataset: str, columns: list[str]) -> pd.DataFrame:
    """Return the rows landed by the month end. Decimals become floats, which are exact enough for cents."""
    filters = [("period", "<=", period)]
    table = pq.read_table(data / dataset, columns=["period", *columns], filters=filters, partitioning=None)
    floats = [(field.name, pa.float64() if pa.types.is_decimal(field.type) else field.type) for field in table.schema]
    frame = table.cast(pa.schema(floats)).to_pandas()
    for name in frame.columns[frame.columns.str.endswith("_date")]:
        frame[name] = pd.to_datetime(frame[name])
    return frame


def newest(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values("period", kind="stable").drop_duplicates("ref_key", keep="last")


def sell(data: Path, period: str, end: pd.Timestamp) -> pd.DataFrame:
    """Return the sales and credits that are not void, with the difference between stock and COGS."""
    sales = newest(read(data, period, "sales_documents", SALE))
    cogs = newest(read(data, period, "cogs_entries", ["ref_key", "acct_date", "cogs"]))
    cogs = cogs[cogs.acct_date <= end].set_index("ref_key").cogs
    till = read(data, period, "payments", ["ref_key", "source"]).query("source == 'POS'").ref_key
    sold = sales[~sales.is_void.fillna(False).astype(bool)].copy()
    sold["moved"], sold["booked"] = sold.move_date <= end, sold.acct_date <= end
    share = (sold.cost * sold.qty_moved / sold.qty_ordered.replace(0, np.nan)).round(2)
    stock = share.where(sold.move_date.isna(), sold.cost.where(sold.moved & (sold.qty_moved != 0)))
    sold["amount"] = (sold.ref_key.map(cogs).fillna(0) - stock.fillna(0)).round(4)
    sold["is_till"] = sold.ref_key.isin(till)
    return sold[sold.amount != 0]


def name_sales(sold: pd.DataFrame) -> pd.DataFrame:
    is_off = (sold.qty_ordered != sold.qty_moved) & (sold.moved | sold.move_date.isna())
    causes = {
        "S15": sold.moved & sold.acct_date.isna() & sold.is_till,
        "S04": (sold.doc_type == "SO") & is_off,
        "C03": (sold.doc_type == "CN") & is_off,
        "S06": (sold.doc_type == "SO") & (sold.status == "ERROR") & sold.moved & sold.booked,
    }
    return first_cause(sold, "hsv_to_sohr", causes)


def first_cause(frame: pd.DataFrame, leg: str, causes: dict[str, pd.Series]) -> pd.DataFrame:
    named = np.select(list(causes.values()), list(causes), default="")
    return pd.DataFrame({"leg": leg, "cause_id": named, "amount": frame.amount})[named != ""]


def list_amounts(data: Path, period: str) -> pd.Series:
    """Return the amount in the reconciliation for each reference."""
    lines = read(data, period, "stock_reconciliation_entries", ["section", "ref_key", "debit", "credit"])
    lines["in_books"] = lines.debit.fillna(0) - lines.credit.fillna(0)
    return lines[lines.section != "cogs"].groupby("ref_key").in_books.sum()


def buy(data: Path, period: str, end: pd.Timestamp) -> pd.DataFrame:
    """Return the purchases with their amount in stock."""
    bought = newest(read(data, period, "purchase_documents", PURCHASE))
    bought["is_void"] = bought.is_void.fillna(False).astype(bool)
    bought["moved"], bought["booked"] = bought.move_date <= end, bought.acct_date <= end
    share = (bought.purchases_total * bought.qty_moved / bought.qty_ordered.replace(0, np.nan)).round(2)
    bought["stock"] = share.where(~bought.is_void & (bought.moved | bought.move_date.isna())).fillna(0)
    bought["number"] = bought.supplier_inv_no.str.strip().str.upper()
    return bought


def name_stock(bought: pd.DataFrame) -> pd.DataFrame:
    orders = bought[(bought.doc_type == "PO") & ~bought.is_void].copy()
    orders["amount"] = (orders.stock - orders.in_books.fillna(0)).round(2)
    orders["is_received"] = (orders.qty_moved != 0) | orders.move_date.notna()
    twins = orders[orders.number.notna() & orders.duplicated(["supplier", "number"], keep=False)]
    twins = twins.sort_values(["is_received", "created_date", "ref_key"], ascending=[True, False, False])
    twins = twins.drop_duplicates(["supplier", "number"])
    orders = orders[orders.amount != 0]
    is_uninvoiced = orders.moved & orders.acct_date.isna()
    causes = {
        "P24": orders.ref_key.isin(twins.ref_key),
        "P04": (orders.qty_ordered != orders.qty_moved) & (orders.qty_moved != 0),
        "P05": ~is_uninvoiced & orders.supplier_inv_no.isna() & (orders.moved | orders.booked),
    }
    return first_cause(orders, "hsv_to_sohr", causes)


def name_adjustments(adjusted: pd.DataFrame, end: pd.Timestamp) -> pd.DataFrame:
    adjusted = adjusted[~adjusted.is_void.fillna(False).astype(bool) & adjusted.move_date.isna()]
    is_open = adjusted.is_auto.fillna(False).astype(bool) & (adjusted.created_date <= end)
    amount = adjusted.total - adjusted.in_books.fillna(0)
    return first_cause(adjusted.assign(amount=amount), "hsv_to_sohr", {"A03": is_open})


def match(data: Path, period: str, names: pd.Series) -> pd.DataFrame:
    """Return the entries on stock with the reference of their document."""
    accounts = pq.read_table(
        data / "settings_accounts", filters=[("period", "=", period)], partitioning=None
    ).to_pandas()
    accounts = accounts[accounts.role == "inventory"]
    entries = read(data, period, "ledger_entries", ENTRY)
    is_named = entries.account_name.str.lower().isin(accounts.name.str.lower())
    stock = entries[entries.account_code.isin(accounts.code.dropna()) | is_named].copy()
    stock["net"] = stock.debit.fillna(0) - stock.credit.fillna(0)
    second = stock.key_2.where(stock.key_2.isin(names))
    stock["ref_key"] = stock.key_1.where(stock.key_1.isin(names)).fillna(second)
    return stock


def name_ledger(data: Path, period: str, bought: pd.DataFrame, entries: pd.DataFrame) -> pd.DataFrame:
    entries = entries.assign(is_bill=entries.kind.isin(["bill", "bill_credit"]))
    posted = entries.groupby("ref_key").agg(net=("net", "sum"), bills=("is_bill", "sum"))
    listed = read(data, period, "ledger_documents", ["kind", "status", "key_1", "key_2"])
    listed = listed[listed.kind.isin(["bill", "bill_credit"]) & (listed.status == "DRAFT")]
    goods = bought.join(posted, on="ref_key").fillna({"in_books": 0})
    goods["amount"] = (goods.in_books - goods.net.fillna(0)).round(2)
    goods = goods[goods.amount != 0]
    is_draft = goods.ref_key.isin(listed.key_1) | goods.ref_key.isin(listed.key_2)
    is_unbilled = ~goods.is_void & (goods.bills.fillna(0) == 0)
    causes = {
        "P23": (goods.is_void & goods.net.notna()) | (is_unbilled & ~is_draft & (goods.in_books != 0)),
        "P07": is_unbilled & is_draft,
        "P09": ~goods.is_void & goods.net.notna() & (goods.amount.abs() > 0.02),
    }
    return first_cause(goods, "sohr_to_gl", causes)


def name_lines(entries: pd.DataFrame, bought: pd.DataFrame) -> pd.DataFrame:
    """Name the entries without a document. A bill under the number of its supplier was keyed by hand."""
    alone = entries[entries.ref_key.isna() & (entries.kind != "journal")]
    alone = alone.assign(amount=-alone.net, number=alone.reference.str.strip().str.upper(), line=alone.index)
    keyed = alone[alone.kind == "bill"].merge(bought[["number", "supplier"]].dropna(), on="number")
    text = keyed.contact.fillna(keyed.description).str.lower()
    is_same = [name.startswith(supplier) for name, supplier in zip(text, keyed.supplier.str.lower(), strict=True)]
    return first_cause(alone, "sohr_to_gl", {"G02": ~alone.line.isin(keyed.line[is_same])})
