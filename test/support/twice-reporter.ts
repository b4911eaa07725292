import type { Reporter, TestModule } from 'vitest/node';

/** Names what passed only when it was run a second time: a race in the test or in the program, to be looked for. */
export default class TwiceReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules)
      for (const test of module.children.allTests())
        if (test.diagnostic()?.flaky === true)
          console.log(`passed only the second time: ${module.relativeModuleId} > ${test.fullName}`);
  }
}
