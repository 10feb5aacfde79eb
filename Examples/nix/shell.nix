with import <nixpkgs> { };
mkShell {
  buildInputs = [ bash ];
  GREETING = "hello";
}
