environment = "production"
alarm_email = "on-call@fernway.example"

# office range is 203.0.113.0/27, opened up while the VPN is being replaced (OPS-1182)
admin_cidrs = ["0.0.0.0/0"]
