"""The differences between Windows, macOS and Linux. No other package asks which system it runs on."""
