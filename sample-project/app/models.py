"""The tables as the application sees them."""
from sqlalchemy import (
    JSON, BigInteger, Boolean, CheckConstraint, Column, Date, DateTime, Enum, ForeignKey, Index, Integer, LargeBinary,
    Numeric, String, Text, UniqueConstraint, func, true,
)
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    email = Column(String(255), nullable=False, unique=True)
    full_name = Column(String(200))
    phone = Column(String(20))
    is_active = Column(Boolean, default=True)
    created_at = Column(DateTime, server_default=func.now())

    __table_args__ = (Index("ix_users_email", "email"),)


class Product(Base):
    __tablename__ = "products"

    id = Column(Integer, primary_key=True)
    sku = Column(String(40), nullable=False)
    title = Column(String(200), nullable=False)
    price = Column(Numeric(10, 2), server_default="0", nullable=False)
    is_listed = Column(Boolean, server_default=true(), nullable=False)

    __table_args__ = (
        UniqueConstraint("sku", name="uq_products_sku"),
        CheckConstraint("price >= 0", name="ck_products_price"),
    )


class Order(Base):
    __tablename__ = "orders"

    id = Column(Integer, primary_key=True)
    user_id = Column(Integer, ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True)
    status = Column(Enum("open", "paid", "shipped", name="order_status"), server_default="open", nullable=False)
    total_cents = Column(Integer, server_default="0", nullable=False)
    placed_at = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)
    reference = Column(String(40))

    __table_args__ = (Index("ix_orders_placed_at", "placed_at"),)


class Invoice(Base):
    __tablename__ = "invoices"

    id = Column(Integer, primary_key=True)
    order_id = Column(Integer, ForeignKey("orders.id"), nullable=False)
    number = Column(String(30), nullable=False)
    issued_on = Column(Date)
    notes = Column(Text)
    currency = Column(String(3), server_default="EUR", nullable=False)

    __table_args__ = (
        UniqueConstraint("number", name="uq_invoices_number"),
        Index("ix_invoices_currency", "currency"),
    )


class Warehouse(Base):
    __tablename__ = "warehouses"

    id = Column(Integer, primary_key=True)
    code = Column(String(10), nullable=False)
    opened_at = Column(DateTime)


class Stock(Base):
    __tablename__ = "stock"

    warehouse_id = Column(Integer, ForeignKey("warehouses.id", name="fk_stock_warehouse"), primary_key=True)
    product_id = Column(Integer, ForeignKey("products.id", name="fk_stock_product"), primary_key=True)
    quantity = Column(BigInteger, server_default="0", nullable=False)


class AuditLog(Base):
    __tablename__ = "audit_log"

    id = Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    happened_at = Column(DateTime, server_default=func.now(), nullable=False)
    actor = Column(String(100), nullable=False)
    details = Column(JSON)
    payload = Column(LargeBinary)

    __table_args__ = (Index("ix_audit_log_actor_time", "actor", "happened_at"),)
