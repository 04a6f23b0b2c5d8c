namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>The tests of the built program: one after another, since each takes the whole machine.</summary>
[CollectionDefinition]
public sealed class ProgramTests : ICollectionFixture<BuiltProgram>;
