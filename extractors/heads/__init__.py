"""A document's own head and foot: type, number, day, place, issuer, title, signer (Decree 30/2020/NĐ-CP, Annex I)."""
