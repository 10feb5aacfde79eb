{ pkgs ? import <nixpkgs> { } }:
pkgs.runCommand "greeting-1.0.0" { } ''
  mkdir -p $out/bin
  printf '#!${pkgs.bash}/bin/sh\necho hello from Nix\n' > $out/bin/greeting-nix
  chmod +x $out/bin/greeting-nix
''
