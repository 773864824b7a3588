//! Backend of the electronic party member handbook (Sổ tay đảng viên điện tử).
