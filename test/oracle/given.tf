# What the expressions may refer to. A variable without a default is unknown before a run.

variable "unset" {}

variable "unset_list" {
  type = list(string)
}

variable "environment" {
  type    = string
  default = "prod"
}

variable "port" {
  type    = number
  default = "443"
}

variable "names" {
  type    = list(string)
  default = ["b", "a", "c"]
}

variable "none" {
  type    = list(string)
  default = []
}

variable "unique" {
  type    = set(string)
  default = ["b", "a", "b"]
}

variable "tags" {
  type    = map(string)
  default = { Team = "shop", Cost = 12 }
}

variable "nothing" {
  type    = string
  default = null
}

variable "services" {
  type = map(object({
    port    = number
    public  = optional(bool, false)
    cidrs   = optional(list(string), ["10.0.0.0/8"])
    comment = optional(string)
  }))
  default = {
    web = { port = "443", public = true, cidrs = ["0.0.0.0/0"] }
    api = { port = 8443 }
  }
}

variable "database" {
  type = object({
    engine = optional(string, "postgres")
    backup = optional(object({ days = optional(number, 7) }), {})
  })
  default = {}
}

locals {
  account = "123456789012"
  statements = [
    { sid = "Read", actions = ["s3:GetObject"] },
    { sid = "Write", actions = ["s3:PutObject", "s3:DeleteObject"] },
  ]
  users  = { ann = { admin = true, teams = ["ops"] }, bob = { admin = false, teams = ["dev", "web"] } }
  mixed  = ["a", var.unset, "c"]
  partly = { known = 1, unknown = var.unset }
}
