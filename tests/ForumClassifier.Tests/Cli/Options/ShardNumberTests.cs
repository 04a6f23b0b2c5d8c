using ForumClassifier.Cli;
using ForumClassifier.Cli.Options;

namespace ForumClassifier.Tests.Cli.Options;

public class ShardNumberTests
{
    [Theory]
    [InlineData("6", "", 6)]
    [InlineData("0", "SLURM_ARRAY_TASK_ID=3", 0)]
    [InlineData("auto", "SLURM_ARRAY_TASK_ID=3", 3)]
    [InlineData("auto", "JOB_COMPLETION_INDEX=0", 0)]
    [InlineData("auto", "SGE_TASK_ID=1", 0)]
    [InlineData("auto", "SGE_TASK_ID=7", 6)]
    [InlineData("auto", "SGE_TASK_ID=undefined PBS_ARRAY_INDEX=5", 5)]
    public void Shard_is_the_number_given_or_that_of_the_scheduler(string text, string environment, int shard) =>
        Assert.Equal(shard, ShardNumber.Find(text, 7, Of(environment)));

    [Theory]
    [InlineData("7", "", "--shard 7: The run has 7 shards. Choose 0 to 6, or auto.")]
    [InlineData("-1", "", "--shard -1: The run has 7 shards. Choose 0 to 6, or auto.")]
    [InlineData("auto", "", "--shard auto: No scheduler says which shard this is. Expected one of the variables SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX, SGE_TASK_ID, PBS_ARRAY_INDEX, or the shard's number.")]
    [InlineData("auto", "SLURM_ARRAY_TASK_ID=7", "--shard auto: SLURM_ARRAY_TASK_ID is 7, and the run has 7 shards. Let the array go from 0 to 6.")]
    [InlineData("auto", "SGE_TASK_ID=0", "--shard auto: SGE_TASK_ID is 0, and the run has 7 shards. Let the array go from 1 to 7.")]
    public void Other_numbers_are_refused(string text, string environment, string message) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => ShardNumber.Find(text, 7, Of(environment))).Message);

    private static Func<string, string?> Of(string environment) =>
        name => environment.Split(' ').Select(pair => pair.Split('=')).Where(pair => pair[0] == name).Select(pair => pair[1]).FirstOrDefault();
}
