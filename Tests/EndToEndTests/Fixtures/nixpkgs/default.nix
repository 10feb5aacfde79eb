# A stand-in for <nixpkgs>, made of static programs that lie in ./tools, so that Nix fetches nothing.
{ system ? builtins.currentSystem, ... }:
let
  tools = builtins.path { path = ./tools; name = "tools"; };
  sh = "${tools}/bin/bash";
  setup = builtins.toFile "setup" ''
    PATH=
    for part in $tools $buildInputs $nativeBuildInputs; do
      if [ -d "$part/bin" ]; then PATH="$PATH''${PATH:+:}$part/bin"; fi
    done
    export PATH
    genericBuild() { eval "$buildCommand"; }
  '';
  stdenv = derivation {
    inherit system;
    name = "stdenv";
    builder = sh;
    args = [ "-ec" "${tools}/bin/mkdir $out && ${tools}/bin/cp ${setup} $out/setup" ];
  };
  mkDerivation = attributes: derivation ({
    inherit system stdenv tools;
    builder = sh;
    args = [ "-ec" "source $stdenv/setup; genericBuild" ];
    outputs = [ "out" ];
  } // attributes);
  runCommand = name: attributes: script: mkDerivation (attributes // { inherit name; buildCommand = script; });
  program = name: version: text: runCommand "${name}-${version}" { } ''
    mkdir -p $out/bin
    printf '#!${sh}\necho ${text}\n' > $out/bin/${name}
    chmod +x $out/bin/${name}
  '';
in
{
  inherit runCommand mkDerivation;
  mkShell = attributes: mkDerivation ({ name = "shell"; buildCommand = "echo shell > $out"; } // attributes);
  greeter = program "greeter" "2.0" "greeter 2.0";
  broken = runCommand "broken-1.0" { } "echo this build fails; exit 3";
  slow = runCommand "slow-1.0" { } "sleep 7941; mkdir $out";
  bash = tools;
  bashInteractive = runCommand "bash-interactive" { } "mkdir -p $out/bin; cp ${sh} $out/bin/bash";
}
