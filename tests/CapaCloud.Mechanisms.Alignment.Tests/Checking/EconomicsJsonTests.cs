using System.Text.Json;

namespace CapaCloud.Mechanisms.Alignment.Tests.Checking;

/// <summary>What is left out of the JSON is what is left out of the record.</summary>
public sealed class EconomicsJsonTests
{
    [Fact]
    public void Read_onlyWhatIsRequired_restIsTheDefault()
    {
        Assert.Equal(new Economics { CostPerJob = 5, PaymentPerJob = 10, JobsPerEpoch = 1, Participants = 100, DetectionDelay = 0, DetectionAccuracy = 1, HonestFaultRate = 0, IdentityPrice = 0 }, EconomicsJson.Read("""{ "costPerJob": "5", "paymentPerJob": "10", "jobsPerEpoch": 1, "participants": 100, "detectionDelay": 0, "detectionAccuracy": "1", "honestFaultRate": "0", "identityPrice": "0" }"""));
        Assert.Equal(new ValidationEconomics(), ValidationJson.Read("{}"));
        Assert.Equal(new RequestEconomics { ValuePerJob = 7 }, RequestJson.Read("""{ "valuePerJob": "7" }"""));
        Assert.Equal(
            new DelegationEconomics { OperatorBond = Amount.Of(1), Delegation = Amount.Of(2), RewardPerEpoch = 3 },
            DelegationJson.Read("""{ "operatorBond": "1", "delegation": "2", "rewardPerEpoch": "3" }"""));
    }

    [Fact]
    public void Read_whatIsGiven_isKept()
    {
        Economics all = new() { CostPerJob = 5, PaymentPerJob = 10, JobsPerEpoch = 7, Participants = 3, DetectionDelay = 2, ValuableJobsPerEpoch = 4, OutsideOption = 1, DetectionAccuracy = 1, HonestFaultRate = 0, IdentityPrice = 0, ColludingShare = 0, SidePaymentLimit = 0, CheckingCost = 0, DisputeCost = 0 };
        Assert.Equal(all, EconomicsJson.Read(EconomicsJson.Write(all)));
        ValidationEconomics validation = new() { ChecksPerEpoch = 5, Validators = 6, MissRate = 1, LeakRate = 0 };
        Assert.Equal(validation, ValidationJson.Read(ValidationJson.Write(validation)));
        RequestEconomics request = new() { ValuePerJob = 5, WrongRulingRate = 1 };
        Assert.Equal(request, RequestJson.Read(RequestJson.Write(request)));
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("{", "")]
    [InlineData("[]", "")]
    [InlineData("""{ "costPerJob": "5" }""", "paymentPerJob")]
    [InlineData("""{ "costPerJob": "5", "paymentPerJob": "10" }""", "jobsPerEpoch")]
    [InlineData("""{ "costPerJob": "5", "paymentPerJob": "10", "jobs": 3, "jobsPerEpoch": 1, "participants": 100, "detectionDelay": 0, "detectionAccuracy": "1", "honestFaultRate": "0", "identityPrice": "0" }""", "jobs")]
    public void Read_notEconomics_saysWhat(string json, string what) =>
        Assert.Contains(what, Assert.Throws<JsonException>(() => EconomicsJson.Read(json)).Message, StringComparison.Ordinal);
}
