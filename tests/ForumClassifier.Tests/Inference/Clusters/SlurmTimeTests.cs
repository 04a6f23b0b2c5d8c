using ForumClassifier.Inference.Clusters;

namespace ForumClassifier.Tests.Inference.Clusters;

public sealed class SlurmTimeTests
{
    [Theory] // the forms that the manual page of sbatch lists
    [InlineData("90", 5400)]
    [InlineData("2:30", 150)]
    [InlineData("04:00:00", 14400)]
    [InlineData("1-12", 129600)]
    [InlineData("1-12:30", 131400)]
    [InlineData("1-12:30:15", 131415)]
    public void Forms_of_Slurm_are_read(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), SlurmTime.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("4h")]
    [InlineData("1:2:3:4")]
    [InlineData("-1")]
    [InlineData("10\n#SBATCH --uid=0")]
    public void Other_texts_are_none(string text) => Assert.Null(SlurmTime.Parse(text));

    [Theory]
    [InlineData(600)]
    [InlineData(86399)]
    [InlineData(131415)]
    public void What_is_written_is_read_again(int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), SlurmTime.Parse(SlurmTime.Write(TimeSpan.FromSeconds(seconds))));
}
