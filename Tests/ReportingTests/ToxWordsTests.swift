import RunModel
import Testing

@testable import Reporting

@Suite struct ToxWordsTests {
  @Test(arguments: [
    (["--token=hunter2", "--cov=tox"], ["--token=*******", "--cov=tox"]),
    (["-c", "x --password=a b", "key=1"], ["-c", "x --password=***", "key=1"]),
    (["https://me:pw@host/x", "a@b"], ["https://*****@host/x", "a@b"]),
    (["-i https://a/ https://u:p@b/ https://c@d/"], ["-i https://a/ https://***@b/ https://*@d/"]),
    (["'--api-key=1"], ["'--api-key=*"]), (["no-token=x"], ["no-token=x"]),
  ])
  func `values of options that sound secret are stars`(words: [String], expected: [String]) {
    #expect(ToxSecrets.masked(words) == expected)
  }

  @Test(arguments: [
    ("no environment yet", nil), ("recreate: asked for", ""),
    ("recreate: -system_site_packages false +system_site_packages true", "python added system_site_packages=True"),
    ("recreate: -system_site_packages true +system_site_packages false", "python removed system_site_packages=True"),
    ("recreate: -python /a 1 +python /b 1", "python changed -python /a 1 +python /b 1"),
    ("recreate: deps changed (-wheel -six)", "requirements removed: wheel six"),
    ("recreate: deps changed (-a==1 +a==2)", "requirements removed: a==1"),
    ("recreate: deps changed (+option pip_pre)", "changed install flag(s) added pip_pre"),
    (
      "recreate: deps changed (-constraint a<2 +constraint a<3 +six)", "changed constraint(s) removed a<2 added a<3"
    ),
    ("recreate: deps changed (not installed completely)", "deps changed (not installed completely)"),
    ("recreate: the package is not wanted any more", "the package is not wanted any more"),
  ])
  func `why an environment is made anew`(reason: String, expected: String?) {
    #expect(ToxReason.recreation(reason) == expected)
  }

  @Test(
    arguments: [
      (StepOutcome.failed(exitCode: 3), "failed with stopping as failed to build package"),
      (.failed(exitCode: 251), "packaging backend failed (code=-5), with FailedToStart: could not start backend"),
      (
        .couldNotStart("cannot find the artefact of 'external' in '/t/dist': nothing matches '*'"),
        "failed with no package found in /t/dist/*"
      ),
      (
        .couldNotStart("cannot find the artefact of 'external' in '/t/dist': several files match '*': a, b"),
        "failed with found more than one package a, b"
      ),
      (.couldNotStart("there is no program 'x'"), "failed with stopping as failed to build package"),
    ] as [(StepOutcome, String)])
  func `why a package was not built`(outcome: StepOutcome, expected: String) {
    #expect(ToxReason.build(outcome) == expected)
  }
}
