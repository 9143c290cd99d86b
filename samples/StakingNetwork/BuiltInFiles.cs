namespace CapaCloud.Mechanisms.Samples.StakingNetwork;

/// <summary>A made-up set in the shape of the real one, for those who have not got that.</summary>
internal static class BuiltInFiles
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["rocketpool/testnet128_minipools.csv"] = """
            minipool,attestations_ok,attestations_missed,attestation_score_1e18,eth_earned_wei,bonus_eth_earned_wei
            0xa,900,0,319500000000000000000,10224000000000000,1000
            0xb,895,5,317725000000000000000,10167200000000000,1000
            0xc,450,450,159750000000000000000,5112000000000000,1000
            0xd,880,20,312400000000000000000,9996800000000000,1000
            """,
        ["rocketpool/testnet128_header.json"] = """
            { "totalRewards": { "totalSmoothingPoolEth": "100000000000000000", "poolStakerSmoothingPoolEth": "64499999999996000", "nodeOperatorSmoothingPoolEth": "35500000000004000" } }
            """,
        ["rocketpool/testnet128_payouts.csv"] = """
            node,smoothing_pool_eth_wei
            0x1,35500000000004000
            """,
        ["rocketpool/testnet_intervals.csv"] = """
            interval,slot_start,slot_end
            54,777600,791999
            55,792000,806399
            56,806400,820799
            62,892800,907199
            """,
        ["rocketpool/testnet_minipool_series.csv"] = """
            interval,minipool_id,attestations_ok,attestations_missed
            54,0,448,2
            54,1,448,2
            54,2,448,2
            54,3,390,60
            54,4,448,2
            54,5,448,2
            55,0,150,300
            55,1,150,300
            55,2,150,300
            55,3,150,300
            55,4,150,300
            55,5,150,300
            56,0,448,2
            56,1,448,2
            56,2,448,2
            56,3,390,60
            56,4,448,2
            56,5,448,2
            62,0,150,300
            62,1,150,300
            62,2,150,300
            62,3,150,300
            62,4,150,300
            62,5,150,300
            """,
        ["rocketpool/interval25_minipools_FAULTY.csv"] = """
            minipool,attestations_ok,attestations_missed
            0xa,6217,0
            0xb,22561,0
            0xc,6300,1
            """,
        ["persistence-slash/validators.csv"] = """
            validator,name,delegators_slashed,slashed_uxprt
            valoper1,steady,2,150000
            valoper2,fox99,2,1749825
            """,
        ["persistence-slash/delegator_slashes.csv"] = """
            delegator,validator,slashed_uxprt
            alice,valoper1,50000
            bob,valoper1,100000
            carol,valoper2,49995
            dave,valoper2,1699830
            """,
    };

    public static string Of(string name) => Files[name];
}
