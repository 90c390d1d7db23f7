"""The parts around the body (Nghị định 30/2020/NĐ-CP, Phụ lục I): number, dates, issuer, title, signers, recipients."""
