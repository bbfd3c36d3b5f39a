"""temporary"""
import streamlit as st
from pages.parts.frame import current
st.title("Overview")
