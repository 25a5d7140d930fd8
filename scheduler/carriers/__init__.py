"""Those who are asked where parcels are: one file each."""
